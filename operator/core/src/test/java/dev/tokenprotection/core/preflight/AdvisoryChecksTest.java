package dev.tokenprotection.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.Device.Management;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.core.preflight.AdvisoryChecks.CohortSize;
import dev.tokenprotection.core.preflight.AdvisoryChecks.SignInQuality;
import dev.tokenprotection.core.preflight.Reading.NotRead;
import dev.tokenprotection.core.preflight.Reading.Read;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AdvisoryChecksTest {
  private static final String LEFT_OUT = "conditions.platforms.excludePlatforms";

  @Test
  void managed_groups_that_refuse_an_application_are_named() {
    assertThat(groups(Map.of("Volunteers", Group.Kind.ASSIGNED))).isEqualTo("Passed");

    Checked checked =
        AdvisoryChecks.groups(
            new Read<>(Map.of("Rule", Group.Kind.DYNAMIC, "Plain", Group.Kind.ASSIGNED)));

    assertThat(checked.resultName()).isEqualTo("Warning");
    assertThat(checked.message()).contains("Rule (dynamic)").doesNotContain("Plain");
  }

  @Test
  void applications_in_which_a_member_is_missed_are_named() {
    assertThat(AdvisoryChecks.membersCovered(new Read<>(Set.of())).resultName())
        .isEqualTo("Passed");
    assertThat(
            AdvisoryChecks.membersCovered(new Read<>(Set.of(Application.MICROSOFT_TEAMS)))
                .message())
        .contains("Teams");
  }

  @Test
  void presets_that_leave_nothing_out_are_named() {
    assertThat(AdvisoryChecks.filteredDevicesExempt(new Read<>(Set.of("CloudPC"))).message())
        .contains("CloudPC");
  }

  @Test
  void guests_are_counted_unless_they_are_left_out() {
    assertThat(guests(Guests.COVERED, 3)).isEqualTo("Warning");
    assertThat(guests(Guests.COVERED, 0)).isEqualTo("Passed");
    assertThat(guests(Guests.EXCLUDED, 3)).isEqualTo("Passed");
  }

  @Test
  void a_cohort_larger_than_the_licences_is_told() {
    assertThat(units(10, 11)).isEqualTo("Warning");
    assertThat(units(11, 11)).isEqualTo("Passed");
    assertThat(
            AdvisoryChecks.licenceUnits(new Read<>(new Licence(1)), new NotRead<>("No."))
                .resultName())
        .isEqualTo("Unknown");
  }

  @Test
  void only_strangers_that_require_token_protection_count() {
    ObservedPolicy stranger = policy("Old pilot", PolicyState.ENABLED, TokenProtection.REQUIRED);
    assertThat(AdvisoryChecks.otherPolicies(List.of(stranger)).message())
        .contains(stranger.id().value());
    assertThat(
            AdvisoryChecks.otherPolicies(
                    List.of(
                        policy("Off", PolicyState.DISABLED, TokenProtection.REQUIRED),
                        policy("MFA", PolicyState.ENABLED, TokenProtection.ABSENT),
                        policy(
                            "Ours [tpr:ab12cd34-9f3e]",
                            PolicyState.ENABLED,
                            TokenProtection.REQUIRED)))
                .resultName())
        .isEqualTo("Passed");
  }

  @Test
  void both_companions_are_missed_each_by_itself() {
    ObservedPolicy block = companion(PolicyState.ENABLED, Set.of("All"), Set.of(LEFT_OUT), "block");
    ObservedPolicy device =
        companion(PolicyState.ENABLED, Set.of(), Set.of(), "mfa", "compliantDevice");

    assertThat(AdvisoryChecks.companions(List.of(block, device)).resultName()).isEqualTo("Passed");
    assertThat(AdvisoryChecks.companions(List.of(block)).message())
        .contains("compliant")
        .doesNotContain("unknown or unsupported");
    assertThat(AdvisoryChecks.companions(List.of(device)).message())
        .contains("unknown or unsupported")
        .doesNotContain("compliant");
  }

  @Test
  void a_block_of_all_platforms_or_one_that_only_reports_is_no_companion() {
    for (ObservedPolicy policy :
        List.of(
            companion(PolicyState.ENABLED, Set.of("All"), Set.of(), "block"),
            companion(PolicyState.REPORT_ONLY, Set.of("All"), Set.of(LEFT_OUT), "block"),
            companion(PolicyState.ENABLED, Set.of("windows"), Set.of(LEFT_OUT), "block"))) {
      assertThat(AdvisoryChecks.companions(List.of(policy)).message())
          .contains("unknown or unsupported");
    }
  }

  @Test
  void sign_ins_must_carry_details_and_policies() {
    assertThat(telemetry(new SignInQuality(10, 3, 0))).isEqualTo("Passed");
    assertThat(telemetry(new SignInQuality(10, 10, 0))).isEqualTo("Warning");
    assertThat(telemetry(new SignInQuality(10, 0, 1))).isEqualTo("Warning");
    assertThat(telemetry(new SignInQuality(0, 0, 0))).isEqualTo("Pending");
  }

  @Test
  void devices_are_judged_by_system_registration_and_management() {
    DeviceFindings windows =
        DeviceFindings.of(
            Profile.WINDOWS_NATIVE,
            List.of(
                List.of(device("Windows", "10.0.26100.1")),
                List.of(device("Windows", "6.1.7601"), device("IPhone", "18.1")),
                List.of(device("IPhone", "18.1")),
                List.of(labelled("CloudPC")),
                List.of()));
    assertThat(windows).isEqualTo(new DeviceFindings(5, 2, 1, 1, 0));

    DeviceFindings apple =
        DeviceFindings.of(
            Profile.APPLE_NATIVE,
            List.of(
                List.of(device("MacMDM", "13.6"), device("IPad", "15.8")),
                List.of(unmanaged("macOS", "14.1")),
                List.of(device("Windows", "10.0.1"))));
    assertThat(apple).isEqualTo(new DeviceFindings(3, 1, 2, 0, 1));
    assertThat(AdvisoryChecks.devices(new Read<>(apple)).message())
        .isEqualTo(
            "Of 3 sampled members, without a registered device of the profile's platforms: 1;"
                + " devices with a system that is too old: 2; Apple devices that are not managed:"
                + " 1.");
  }

  @Test
  void a_version_that_can_not_be_read_is_not_called_old() {
    assertThat(
            DeviceFindings.of(Profile.WINDOWS_NATIVE, List.of(List.of(device("Windows", ""))))
                .old())
        .isZero();
  }

  @Test
  void no_advice_ever_keeps_enforcement_away() {
    for (Check check : Check.values()) {
      if (!check.blocksWhenFailed()) {
        assertThat(check.blocksWhenUnknown()).as(check.apiName()).isFalse();
      }
    }
    assertThat(AdvisoryChecks.membersCovered(new NotRead<>("No.")).blocking()).isEmpty();
    assertThat(guestsChecked(Guests.COVERED, 3).blocking()).isEmpty();
  }

  private static String groups(Map<String, Group.Kind> kinds) {
    return AdvisoryChecks.groups(new Read<>(kinds)).resultName();
  }

  private static String guests(Guests guests, int count) {
    return guestsChecked(guests, count).resultName();
  }

  private static Checked guestsChecked(Guests guests, int count) {
    return AdvisoryChecks.guests(guests, new Read<>(new CohortSize(10, count)));
  }

  private static String units(int units, int users) {
    return AdvisoryChecks.licenceUnits(
            new Read<>(new Licence(units)), new Read<>(new CohortSize(users, 0)))
        .resultName();
  }

  private static String telemetry(SignInQuality quality) {
    return AdvisoryChecks.telemetry(new Read<>(quality)).resultName();
  }

  private static Device device(String system, String version) {
    return new Device(
        system,
        version,
        "AzureAd",
        "RegisteredDevice",
        Set.of(),
        Management.MANAGED,
        User.Account.ENABLED);
  }

  private static Device unmanaged(String system, String version) {
    return new Device(
        system,
        version,
        "Workplace",
        "RegisteredDevice",
        Set.of(),
        Management.UNMANAGED,
        User.Account.ENABLED);
  }

  private static Device labelled(String label) {
    return new Device(
        "Windows",
        "10.0.26100.1",
        "AzureAd",
        "RegisteredDevice",
        Set.of(label),
        Management.MANAGED,
        User.Account.ENABLED);
  }

  private static ObservedPolicy policy(String name, PolicyState state, TokenProtection control) {
    return new ObservedPolicy(
        new PolicyId("20000000-0000-4000-8000-000000000001"),
        content(name, state, Set.of("windows"), control),
        Instant.EPOCH,
        new TreeSet<>());
  }

  private static ObservedPolicy companion(
      PolicyState state, Set<String> platforms, Set<String> foreign, String... controls) {
    return new ObservedPolicy(
        new PolicyId("20000000-0000-4000-8000-000000000002"),
        content("Companion", state, platforms, TokenProtection.ABSENT),
        Instant.EPOCH,
        new TreeSet<>(foreign),
        new TreeSet<>(Set.of(controls)));
  }

  private static PolicyContent content(
      String name, PolicyState state, Set<String> platforms, TokenProtection control) {
    return new PolicyContent(
        name,
        state,
        new TreeSet<>(Set.of("All")),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        Guests.COVERED,
        new TreeSet<>(),
        new TreeSet<>(platforms),
        new TreeSet<>(),
        DeviceFilter.NONE,
        control);
  }
}
