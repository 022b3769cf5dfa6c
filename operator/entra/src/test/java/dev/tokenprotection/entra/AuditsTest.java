package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.AuditRecord.Initiator;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.AuditPort.Activity;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.simulator.tenant.Administrator;
import dev.tokenprotection.simulator.tenant.DirectoryAudits;
import dev.tokenprotection.simulator.tenant.Json;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who changed a policy, by the directory audit log. */
class AuditsTest {
  private static TestTenant tenant;
  private Tenant connected;
  private PolicyId policy;
  private Instant start;

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
    start = tenant.clock.instant();
    policy = ok(connected.policies().create(TestPolicies.pilot()));
  }

  private List<AuditRecord> changes(Activity activity) {
    return ok(connected.audits().changes(policy, activity, start));
  }

  @Test
  void what_the_application_itself_did_is_left_out() {
    ok(
        connected
            .policies()
            .update(policy, EnumSet.of(PolicyField.DISPLAY_NAME), TestPolicies.pilot()));

    assertThat(changes(Activity.UPDATE)).isEmpty();
  }

  @Test
  void a_person_is_a_record_and_no_name() {
    Administrator.of(tenant.simulator.tenant())
        .changePolicy(policy.value(), Json.object().put("displayName", "Renamed"));

    assertThat(changes(Activity.UPDATE))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.initiator()).isEqualTo(new Initiator.Person());
              assertThat(record.id()).startsWith("Directory_");
              assertThat(record.toString().toLowerCase(Locale.ROOT)).doesNotContain("grace");
            });
    assertThat(changes(Activity.DELETE)).isEmpty();
  }

  @Test
  void an_application_has_its_name_and_id() {
    recorded(new DirectoryAudits.Actor.App("app-7", "Terraform", "sp-7"), policy.value());

    assertThat(changes(Activity.UPDATE))
        .extracting(AuditRecord::initiator)
        .containsExactly(new Initiator.Application("Terraform", "app-7"));
  }

  @Test
  void other_policies_and_other_times_are_of_no_interest() {
    recorded(new DirectoryAudits.Actor.App("app-7", "Terraform", "sp-7"), "another-policy");
    assertThat(changes(Activity.UPDATE)).isEmpty();

    recorded(new DirectoryAudits.Actor.App("app-7", "Terraform", "sp-7"), policy.value());
    assertThat(
            ok(
                connected
                    .audits()
                    .changes(policy, Activity.UPDATE, tenant.clock.instant().plusSeconds(60))))
        .isEmpty();
  }

  @Test
  void a_deletion_is_found_too() {
    Administrator.of(tenant.simulator.tenant()).deletePolicy(policy.value());

    assertThat(changes(Activity.DELETE)).hasSize(1);
  }

  @Test
  void without_the_permission_it_says_which_one_is_missing() {
    tenant.grant("Policy.Read.All");

    assertThat(
            tenant
                .connect()
                .audits()
                .changes(policy, Activity.UPDATE, start)
                .failure()
                .orElseThrow()
                .cause())
        .isEqualTo(Cause.PERMISSION_MISSING);
  }

  private static void recorded(DirectoryAudits.Actor actor, String policyId) {
    tenant
        .simulator
        .tenant()
        .audits()
        .record(
            "Update conditional access policy",
            "Policy",
            "correlation",
            actor,
            List.of(new DirectoryAudits.Target(policyId, "Policy", "Policy", List.of())));
  }
}
