package dev.tokenprotection.simulator.population;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
  @ParameterizedTest
  @CsvSource({
    "WINDOWS_ENTRA_JOINED, OUTLOOK, BOUND, 0",
    "WINDOWS_HYBRID_JOINED, TEAMS, BOUND, 0",
    "WINDOWS_REGISTERED, ONEDRIVE, BOUND, 0",
    "MAC_MANAGED, OUTLOOK, BOUND, 0",
    "IPHONE_MANAGED, OUTLOOK_MOBILE, BOUND, 0",
    "WINDOWS_UNREGISTERED, OUTLOOK, UNBOUND, 1002",
    "MAC_UNREGISTERED, OUTLOOK, UNBOUND, 1002",
    "IPHONE_UNREGISTERED, TEAMS, UNBOUND, 1002",
    "WINDOWS_CLOUD_PC, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_VIRTUAL_DESKTOP_HOST, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_POWER_AUTOMATE, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_AZURE_VM, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_BULK_ENROLLED, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_SELF_DEPLOYED, OUTLOOK, UNBOUND, 1003",
    "WINDOWS_SURFACE_HUB, TEAMS, UNBOUND, 1003",
    "WINDOWS_TEAMS_ROOM, TEAMS, UNBOUND, 1003",
    "WINDOWS_LEGACY_REGISTRATION, OUTLOOK, UNBOUND, 1003",
    "MAC_LEGACY_REGISTRATION, OUTLOOK, UNBOUND, 1003",
    "IPHONE_LEGACY_REGISTRATION, TEAMS, UNBOUND, 1003",
    "MAC_SOFTWARE_KEY, OUTLOOK, UNBOUND, 1004",
    "IPHONE_SOFTWARE_KEY, TEAMS, UNBOUND, 1004",
    "WINDOWS_UNSPECIFIED, OUTLOOK, UNBOUND, 1005",
    "WINDOWS_OUTDATED, OUTLOOK, UNBOUND, 1006",
    "MAC_OUTDATED, OUTLOOK, UNBOUND, 1006",
    "IPHONE_OUTDATED, TEAMS, UNBOUND, 1006",
    "MAC_OF_SOMEBODY_ELSE, OUTLOOK, UNBOUND, 1007",
    "WINDOWS_ENTRA_JOINED, ARCHIVE_CONNECTOR, UNBOUND, 1008",
    "WINDOWS_ENTRA_JOINED, SHAREPOINT_POWERSHELL, UNBOUND, 1008",
    "MAC_MANAGED, APPLE_MAIL, UNBOUND, 1008",
    "MAC_UNMANAGED, OUTLOOK, UNBOUND, 1008",
    "WINDOWS_ENTRA_JOINED, OUTLOOK_WEB, NONE, 0",
    "WINDOWS_UNREGISTERED, OUTLOOK_WEB, NONE, 1002",
    "ANDROID, OUTLOOK_MOBILE, NONE, 0",
    "LINUX, ARCHIVE_CONNECTOR, NONE, 1002",
  })
  void device_and_client_decide_the_code(
      DeviceKind kind, Client client, Binding.Status status, int code) {
    assertThat(Binding.of(device(kind), client)).isEqualTo(new Binding(status, code));
  }

  @ParameterizedTest
  @CsvSource({
    "MAC_LEGACY_REGISTRATION, true",
    "MAC_SOFTWARE_KEY, true",
    "IPHONE_LEGACY_REGISTRATION, true",
    "IPHONE_SOFTWARE_KEY, true",
    "MAC_OF_SOMEBODY_ELSE, false",
    "MAC_OUTDATED, false",
    "WINDOWS_CLOUD_PC, false",
    "WINDOWS_LEGACY_REGISTRATION, false",
  })
  void only_apple_users_with_1003_or_1004_mend_it_themselves(DeviceKind kind, boolean mends) {
    EndUserDevice device = device(kind);
    assertThat(Binding.of(device, Client.TEAMS).isSelfRemediableOn(device.platform()))
        .isEqualTo(mends);
  }

  @ParameterizedTest
  @CsvSource({"MAC_LEGACY_REGISTRATION", "MAC_SOFTWARE_KEY", "IPHONE_SOFTWARE_KEY"})
  void an_upgraded_registration_is_bound(DeviceKind kind) {
    assertThat(Binding.of(device(kind).upgraded(), Client.TEAMS)).isEqualTo(Binding.BOUND);
  }

  private static EndUserDevice device(DeviceKind kind) {
    return kind.make(new Seed(1), "D-1");
  }
}
