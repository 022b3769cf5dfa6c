package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.policy.TestPolicies.DISABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.tenant.WhatIf.Question;
import dev.tokenprotection.simulator.tenant.WhatIf.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantWhatIfTest {
  private final Tenant tenant =
      new Tenant(
          "11111111-1111-1111-1111-111111111111",
          TenantClock.standing(Instant.parse("2026-11-02T09:00:00Z")),
          TenantSettings.likeEntra());
  private final TenantWhatIf whatIf = new TenantWhatIf(tenant);

  @BeforeEach
  void settle() {
    tenant.directory().put(User.member("ada", "ada@contoso.example", "Ada"));
    tenant.directory().put(User.guest("guest", "guest@fabrikam.example", "Guest"));
    tenant.directory().seed(Group.security("pilot", "Pilot"));
    tenant.directory().seed(Group.security("nested", "Nested"));
    tenant.memberships().seed("pilot", "nested");
    tenant.memberships().seed("nested", "ada");
    tenant.memberships().seed("pilot", "guest");
  }

  @Test
  void a_policy_applies_to_a_nested_member_as_soon_as_it_is_stored() {
    tenant.writePolicy(tokenProtection("p", REPORT_ONLY).includeGroups("pilot").json());
    assertThat(ask("ada", Json.object())).singleElement().matches(Verdict::applies);
  }

  @Test
  void every_reason_is_given_also_that_the_policy_is_not_enabled() {
    tenant.writePolicy(
        tokenProtection("p", DISABLED).includeUsers("None").platforms("macOS").json());
    assertThat(ask("ada", Json.object()))
        .containsExactly(new Verdict("p", List.of("policyNotEnabled", "users", "devicePlatform")));
  }

  @Test
  void an_excluded_guest_is_out_because_of_users() {
    tenant.writePolicy(tokenProtection("p", ENABLED).includeGroups("pilot").excludeGuests().json());
    assertThat(ask("guest", Json.object())).containsExactly(new Verdict("p", List.of("users")));
  }

  @Test
  void a_filtered_device_is_out_because_of_devices() {
    tenant.writePolicy(
        tokenProtection("p", ENABLED)
            .includeGroups("pilot")
            .excludeDevices("device.systemLabels -contains \"CloudPC\"")
            .json());
    ObjectNode cloudPc = Json.object();
    cloudPc.putArray("systemLabels").add("CloudPC");
    assertThat(ask("ada", cloudPc)).containsExactly(new Verdict("p", List.of("devices")));
    assertThat(ask("ada", Json.object())).containsExactly(new Verdict("p", List.of()));
  }

  private List<Verdict> ask(String user, ObjectNode device) {
    return whatIf.evaluate(
        new Question(
            user,
            List.of(Resource.EXCHANGE_ONLINE.appId()),
            "windows",
            "mobileAppsAndDesktopClients",
            device));
  }
}
