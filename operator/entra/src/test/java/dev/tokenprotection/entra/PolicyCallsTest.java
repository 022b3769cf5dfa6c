package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Problem.Effect;
import dev.tokenprotection.simulator.tenant.Administrator;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings.PolicyStorage;
import dev.tokenprotection.simulator.tenant.TenantSettings.RefusalText;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyCallsTest {
  private static final String TEAMS = Application.MICROSOFT_TEAMS.appId();

  private static final List<Consumer<ObjectNode>> DAMAGES =
      List.of(
          policy -> policy.remove(List.of("createdDateTime", "modifiedDateTime")),
          policy -> policy.put("state", 3),
          policy -> policy.put("conditions", "none"));

  private static TestTenant tenant;
  private PolicyPort policies;

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
    policies = tenant.reset().connect().policies();
  }

  @Test
  void a_deleted_policy_can_be_looked_at_and_comes_back_as_it_was() {
    PolicyContent content = TestPolicies.pilot();
    PolicyId id = ok(policies.create(content));
    assertThat(policies.getDeleted(id).failure().orElseThrow().cause()).isEqualTo(Cause.NOT_FOUND);

    Administrator.of(tenant.simulator.tenant()).deletePolicy(id.value());

    assertThat(policies.get(id).failure().orElseThrow().cause()).isEqualTo(Cause.NOT_FOUND);
    assertThat(ok(policies.getDeleted(id)).content()).isEqualTo(content);

    ok(policies.restore(id));

    assertThat(ok(policies.get(id)).content()).isEqualTo(content);
    assertThat(policies.restore(id)).isInstanceOf(Outcome.Conflict.class);
  }

  @Test
  void what_was_created_reads_back_as_it_was_meant() {
    PolicyContent content = TestPolicies.pilot();
    Instant created = tenant.clock.instant();

    PolicyId id = ok(policies.create(content));

    ObservedPolicy observed = ok(policies.get(id));
    assertThat(observed.content()).isEqualTo(content);
    assertThat(observed.foreignFields()).isEmpty();
    assertThat(observed.modifiedAt()).isEqualTo(created);
    assertThat(ok(policies.list()).policies()).containsExactly(observed);
  }

  @Test
  void a_create_sends_what_the_guide_sends_and_nothing_else() {
    ok(policies.create(TestPolicies.pilot()));

    assertThat(tenant.writes())
        .containsExactly(
            "POST /v1.0/identity/conditionalAccess/policies "
                + TestPolicies.json("create-pilot.json"));
  }

  @Test
  void each_field_is_changed_by_a_body_with_that_field_alone() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    PolicyContent other = TestPolicies.otherThanPilot();

    for (PolicyField field : EnumSet.complementOf(EnumSet.of(PolicyField.STATE))) {
      tenant.simulator.requests().clear();
      ok(policies.update(id, Set.of(field), other));
      assertThat(tenant.writes())
          .as(field.name())
          .containsExactly(
              "PATCH /v1.0/identity/conditionalAccess/policies/"
                  + id
                  + " "
                  + TestPolicies.BODIES.get(field).replace('\'', '"'));
    }
    assertThat(ok(policies.get(id)).content()).isEqualTo(other.inState(PolicyState.REPORT_ONLY));
  }

  @Test
  void several_fields_go_in_one_body() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();

    ok(
        policies.update(
            id,
            EnumSet.of(PolicyField.DISPLAY_NAME, PolicyField.INCLUDE_GROUPS, PolicyField.PLATFORMS),
            TestPolicies.otherThanPilot()));

    assertThat(tenant.writes())
        .containsExactly(
            "PATCH /v1.0/identity/conditionalAccess/policies/"
                + id
                + " {\"conditions\":{\"platforms\":{\"includePlatforms\":[\"iOS\",\"macOS\"]},"
                + "\"users\":{\"includeGroups\":[]}},\"displayName\":\"Other\"}");
  }

  @Test
  void the_state_is_written_alone() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();

    ok(policies.setState(id, PolicyState.ENABLED));
    ok(policies.setState(id, PolicyState.REPORT_ONLY));
    ok(policies.setState(id, PolicyState.DISABLED));

    String patch = "PATCH /v1.0/identity/conditionalAccess/policies/" + id;
    assertThat(tenant.writes())
        .containsExactly(
            patch + " {\"state\":\"enabled\"}",
            patch + " {\"state\":\"enabledForReportingButNotEnforced\"}",
            patch + " {\"state\":\"disabled\"}");
    assertThat(ok(policies.get(id)).content())
        .isEqualTo(TestPolicies.pilot().inState(PolicyState.DISABLED));
  }

  @Test
  void a_state_among_other_fields_is_not_sent() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();

    Outcome<?> outcome =
        policies.update(id, Set.of(PolicyField.STATE), TestPolicies.otherThanPilot());

    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    assertThat(tenant.writes()).isEmpty();
  }

  @Test
  void token_protection_is_never_switched_off_by_a_write() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();
    PolicyContent without = TestPolicies.withoutTokenProtection();

    assertThat(policies.create(without)).isInstanceOf(Outcome.Terminal.class);
    assertThat(policies.update(id, Set.of(PolicyField.TOKEN_PROTECTION), without))
        .isInstanceOf(Outcome.Terminal.class);
    assertThat(tenant.writes()).isEmpty();
  }

  @Test
  void no_field_is_no_write() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();

    ok(policies.update(id, Set.of(), TestPolicies.otherThanPilot()));

    assertThat(tenant.graphRequests()).isEmpty();
  }

  @Test
  void what_others_set_in_a_policy_survives_our_writes() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.tenant().writePolicy(TestPolicies.withForeignFields(tenant, id));

    ok(
        policies.update(
            id,
            EnumSet.of(PolicyField.INCLUDE_GROUPS, PolicyField.TOKEN_PROTECTION),
            TestPolicies.pilot()));
    ok(policies.setState(id, PolicyState.ENABLED));

    assertThat(ok(policies.get(id)).foreignFields())
        .containsExactly(
            "conditions.locations", "grantControls", "sessionControls.signInFrequency");
    assertThat(ok(policies.get(id)).grantControls()).containsExactly("mfa");
  }

  @Test
  void the_beta_version_serves_as_well() {
    PolicyPort beta =
        ok(tenant.connector(ApiVersion.BETA).connect(tenant.connection(TestTenant.SECRET)))
            .policies();

    PolicyId id = ok(beta.create(TestPolicies.pilot()));

    assertThat(ok(beta.get(id)).content()).isEqualTo(TestPolicies.pilot());
    assertThat(tenant.graphRequests())
        .allMatch(request -> request.path().startsWith("/beta/identity/conditionalAccess/"));
  }

  @Test
  void all_pages_of_the_list_are_read() {
    for (int i = 0; i < 150; i++) {
      tenant
          .simulator
          .tenant()
          .writePolicy(TestPolicies.stored("00000000-0000-0000-0000-%012d".formatted(i)));
    }

    assertThat(ok(policies.list()).policies()).hasSize(150).doesNotHaveDuplicates();
  }

  @Test
  void a_policy_that_can_t_be_read_is_named_and_the_others_are_read() {
    PolicyId ours = ok(policies.create(TestPolicies.pilot()));
    PolicyId theirs = new PolicyId("99999999-0000-0000-0000-000000000000");
    for (Consumer<ObjectNode> damage : DAMAGES) {
      ObjectNode stored = TestPolicies.stored(theirs.value());
      damage.accept(stored);
      tenant.simulator.tenant().writePolicy(stored);

      PolicyListing listing = ok(policies.list());

      assertThat(listing.policies()).extracting(ObservedPolicy::id).containsExactly(ours);
      assertThat(listing.unreadable())
          .singleElement()
          .satisfies(
              policy -> {
                assertThat(policy.id()).isEqualTo(theirs);
                assertThat(policy.displayName()).isEqualTo(stored.get("displayName").asText());
                assertThat(policy.why()).contains("\"");
              });
      assertThat(policies.get(theirs).failure().map(Problem::cause))
          .as("asked for by its id")
          .contains(Cause.UNREADABLE_ANSWER);
    }
  }

  @Test
  void a_policy_of_which_not_even_the_name_can_be_read_fails_the_list() {
    for (Consumer<ObjectNode> damage : DAMAGES) {
      ObjectNode stored = TestPolicies.stored("99999999-0000-0000-0000-000000000000");
      damage.accept(stored);
      tenant.simulator.tenant().writePolicy(stored.put("displayName", true));

      assertThat(policies.list().failure().map(Problem::cause)).contains(Cause.UNREADABLE_ANSWER);
    }
  }

  @Test
  void a_policy_that_is_not_there_is_a_conflict() {
    PolicyId unknown = new PolicyId("99999999-0000-0000-0000-000000000000");

    Outcome<ObservedPolicy> outcome = policies.get(unknown);

    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.NOT_FOUND);
    assertThat(problem.sentence())
        .startsWith("Could not read the policy " + unknown + ": 404 ResourceNotFound, request ");
    assertThat(policies.setState(unknown, PolicyState.ENABLED).failure().map(Problem::cause))
        .contains(Cause.NOT_FOUND);
  }

  @Test
  void a_missing_service_principal_is_named_by_the_service_and_so_by_us() {
    tenant.simulator.tenant().directory().deleteServicePrincipal(TEAMS);

    Problem problem = policies.create(TestPolicies.pilot()).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.SERVICE_PRINCIPAL_MISSING);
    assertThat(problem.effect()).isEqualTo(Effect.NONE);
    assertThat(problem.answer()).contains("1034", TEAMS);
  }

  @Test
  void security_defaults_forbid_to_enable() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));
    tenant.simulator.tenant().securityDefaultsEnabled(true);

    Problem problem = policies.setState(id, PolicyState.ENABLED).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.SECURITY_DEFAULTS_ENABLED);
  }

  @Test
  void a_full_tenant_is_told_as_such() {
    storing(storage -> storage.withLimit(1));
    ok(policies.create(TestPolicies.pilot()));

    Problem problem = policies.create(TestPolicies.pilot()).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.POLICY_LIMIT_REACHED);
  }

  @Test
  void a_tenant_without_a_licence_is_told_as_such() {
    tenant.simulator.tenant().subscribedSkus(List.of());

    Problem problem = policies.create(TestPolicies.pilot()).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.LICENCE_MISSING);
  }

  @Test
  void a_missing_permission_is_named() {
    tenant.grant("Policy.Read.All", "Policy.ReadWrite.ConditionalAccess");

    Outcome<PolicyId> outcome = policies.create(TestPolicies.pilot());

    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("Application.Read.All").doesNotContain("Policy.");
  }

  @Test
  void a_permission_that_is_granted_counts_without_a_restart() {
    tenant.grant("AuditLog.Read.All");
    assertThat(policies.list().failure().map(Problem::cause)).contains(Cause.PERMISSION_MISSING);
    tenant.grant("Policy.Read.All");
    tenant.clock.advance(Duration.ofMinutes(2));

    policies.list();

    assertThat(policies.list()).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void a_refusal_of_another_kind_keeps_its_number() {
    PolicyId id = ok(policies.create(TestPolicies.pilot()));

    Problem problem =
        policies
            .update(id, Set.of(PolicyField.CLIENT_APP_TYPES), TestPolicies.withoutClientApps())
            .failure()
            .orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.REFUSED);
    assertThat(problem.answer()).contains("1064");
  }

  @Test
  void the_numbered_text_is_found_one_level_down_too() {
    storing(storage -> storage.with(RefusalText.INNER_ERROR));
    tenant.simulator.tenant().directory().deleteServicePrincipal(TEAMS);

    Problem problem = policies.create(TestPolicies.pilot()).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.SERVICE_PRINCIPAL_MISSING);
    assertThat(problem.answer()).contains("1034");
  }

  private static void storing(UnaryOperator<PolicyStorage> change) {
    Tenant simulated = tenant.simulator.tenant();
    PolicyStorage storage = simulated.settings().policies();
    simulated.settings(simulated.settings().with(change.apply(storage)));
  }
}
