package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.DeviceTraits;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.signin.TenantWhatIf;
import dev.tokenprotection.simulator.tenant.WhatIf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What-If and devices, as the checks before enforcement ask for them. */
class PreflightCallsTest {
  private static final UserId ADA = new UserId(SmallTenant.ADA);
  private static final UserId BREAK_GLASS = new UserId(SmallTenant.BREAK_GLASS_1);

  private static TestTenant tenant;
  private Tenant connected;

  @BeforeAll
  static void start() {
    tenant = TestTenant.immediate();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void connect() {
    connected = tenant.reset().connect();
    tenant.simulator.tenant().whatIf(new TenantWhatIf(tenant.simulator.tenant()));
  }

  @Test
  void what_if_tells_which_policies_apply_to_whom() {
    PolicyId id = ok(connected.policies().create(TestPolicies.pilot()));

    assertThat(ok(connected.facts().policiesThatApply(signInOf(ADA)))).containsExactly(id);
    assertThat(ok(connected.facts().policiesThatApply(signInOf(BREAK_GLASS)))).isEmpty();
  }

  @Test
  void the_question_names_user_applications_platform_client_and_device() {
    List<WhatIf.Question> asked = new ArrayList<>();
    tenant
        .simulator
        .tenant()
        .whatIf(
            question -> {
              asked.add(question);
              return List.of();
            });

    ok(
        connected
            .facts()
            .policiesThatApply(
                new SupposedSignIn(
                    ADA,
                    Set.of(Application.MICROSOFT_TEAMS, Application.EXCHANGE_ONLINE),
                    Platform.MACOS,
                    new DeviceTraits(
                        "AzureAD", "SecureVM", new TreeSet<>(Set.of("CloudPC")), "Kiosks"))));

    WhatIf.Question question = asked.getFirst();
    assertThat(question.userId()).isEqualTo(SmallTenant.ADA);
    assertThat(question.applications())
        .containsExactly(Application.EXCHANGE_ONLINE.appId(), Application.MICROSOFT_TEAMS.appId());
    assertThat(question.devicePlatform()).isEqualTo("macOS");
    assertThat(question.clientAppType()).isEqualTo("mobileAppsAndDesktopClients");
    JsonNode device = question.device();
    assertThat(device.path("trustType").asText()).isEqualTo("AzureAD");
    assertThat(device.path("profileType").asText()).isEqualTo("SecureVM");
    assertThat(device.path("systemLabels").get(0).asText()).isEqualTo("CloudPC");
    assertThat(device.path("enrollmentProfileName").asText()).isEqualTo("Kiosks");
  }

  @Test
  void what_if_names_the_permission_that_it_needs() {
    tenant.grant("User.Read.All");

    Problem problem = connected.facts().policiesThatApply(signInOf(ADA)).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("Policy.Read.ConditionalAccess");
  }

  @Test
  void registered_devices_are_read_with_what_decides_whether_they_can_be_bound() {
    dev.tokenprotection.simulator.tenant.Device laptop =
        dev.tokenprotection.simulator.tenant.Device.registered(
                "d0000000-0000-0000-0000-000000000001",
                "d0000000-0000-0000-0000-0000000000aa",
                "LAPTOP",
                "Windows",
                "10.0.26100.1",
                "AzureAd")
            .with("isManaged", true)
            .withSystemLabels(List.of("CloudPC"));
    tenant.simulator.tenant().directory().put(laptop, List.of(SmallTenant.ADA));

    assertThat(ok(connected.directory().registeredDevices(ADA)))
        .containsExactly(
            new Device(
                "Windows",
                "10.0.26100.1",
                "AzureAd",
                "RegisteredDevice",
                Set.of("CloudPC"),
                Device.Management.MANAGED,
                User.Account.ENABLED));
    assertThat(ok(connected.directory().registeredDevices(BREAK_GLASS))).isEmpty();
  }

  @Test
  void devices_name_the_permission_that_they_need() {
    tenant.grant("User.Read.All");

    assertThat(connected.directory().registeredDevices(ADA).failure().orElseThrow().remedy())
        .contains("Device.Read.All");
  }

  private static SupposedSignIn signInOf(UserId user) {
    return new SupposedSignIn(
        user, Set.of(Application.EXCHANGE_ONLINE), Platform.WINDOWS, DeviceTraits.NONE);
  }
}
