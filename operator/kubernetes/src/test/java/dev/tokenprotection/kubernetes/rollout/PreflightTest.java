package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.PreflightCheck;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.core.preflight.Check;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks show from the first day, and those that must hold keep enforcement away. */
class PreflightTest {
  private static final String WHAT_IF = "get what-if";

  private final RolloutWorld world = new RolloutWorld();

  @BeforeEach
  void apply() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void every_check_is_told_by_its_name_from_the_first_day() {
    world.settle();

    assertThat(world.status().preflight())
        .extracting(PreflightCheck::name)
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::apiName).toList());
    for (Check check : Check.values()) {
      switch (check) {
        // The tenant of these tests has no other policies, and nobody has signed in yet.
        case COMPANIONS -> assertResult(check, "Warning");
        case TELEMETRY -> assertResult(check, "Pending");
        default -> assertResult(check, "Passed");
      }
    }
    assertThat(world.status().preflight()).noneMatch(PreflightCheck::blocksEnforcement);
    assertThat(world.condition(ConditionType.PREFLIGHT_PASSED).status()).isEqualTo("True");
  }

  @Test
  void a_check_that_must_hold_says_that_it_blocks_and_what_to_do() {
    world.tenant.securityDefaults(SecurityDefaults.ENABLED);

    world.settle();

    PreflightCheck check = check(Check.SECURITY_DEFAULTS);
    assertThat(check.result()).isEqualTo("Failed");
    assertThat(check.blocksEnforcement()).isTrue();
    assertThat(check.remedy()).contains("Turn them off");
  }

  @Test
  void an_emergency_account_that_what_if_affects_keeps_everything_report_only() {
    world.tenant.affect(world.breakGlass2);

    world.run(Duration.ofHours(12));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.condition(ConditionType.PREFLIGHT_PASSED).reason())
        .isEqualTo("BreakGlassAffected");
    assertThat(world.status().message()).contains("to an emergency access user");
    assertThat(check(Check.BREAK_GLASS_EXEMPT).blocksEnforcement()).isTrue();

    world.tenant.affectNobody();
    world.run(Duration.ofHours(12));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(check(Check.BREAK_GLASS_EXEMPT).result()).isEqualTo("Passed");
  }

  @Test
  void what_if_that_affects_an_account_after_the_enforcing_write_takes_it_back() {
    world.tenant.failAfter(
        request -> {
          if (request.equals("set state ENABLED")) {
            world.tenant.affect(world.breakGlass1);
          }
          return Optional.empty();
        });

    world.run(Duration.ofHours(12));

    assertThat(world.tenant.writes()).contains("set state ENABLED");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("BreakGlassAffected");
    assertThat(world.events)
        .anyMatch(e -> e.startsWith("ReportOnly: ") && e.contains("What-If applies"));
    assertThat(world.tenant.writes().stream().filter("set state ENABLED"::equals)).hasSize(1);
    assertThat(world.status().emergency().cause()).isEqualTo("BreakGlass");

    world.tenant.noFaults();
    world.tenant.affectNobody();
    world.run(Duration.ofHours(12));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);

    world.annotate("resume", world.status().emergency().id());
    world.run(Duration.ofHours(1));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void a_tenant_that_does_not_answer_what_if_is_enforced_all_the_same() {
    world.tenant.failBefore(
        request ->
            request.equals(WHAT_IF)
                ? Optional.of(
                    new Outcome.Terminal<>(
                        Problem.withoutEffect(
                            Problem.Cause.PERMISSION_MISSING,
                            "ask What-If about a user",
                            "403 Forbidden",
                            "Grant Policy.Read.ConditionalAccess.")))
                : Optional.empty());

    world.run(Duration.ofHours(12));

    PreflightCheck check = check(Check.BREAK_GLASS_EXEMPT);
    assertThat(check.result()).isEqualTo("Unknown");
    assertThat(check.message()).contains("Grant Policy.Read.ConditionalAccess");
    assertThat(check.blocksEnforcement()).isFalse();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void each_account_is_asked_about_once_for_each_state_of_the_policies() {
    world.settle();
    long first = whatIfs();
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(2));

    // Two accounts, and a member for each of the two applications.
    assertThat(first).isEqualTo(2 + 2);
    assertThat(whatIfs()).isZero();
  }

  @Test
  void accounts_are_asked_about_right_before_and_right_after_the_enforcing_write() {
    world.settle();
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(6));

    var requests = world.tenant.requests();
    int enabled = requests.indexOf("set state ENABLED");
    int grouped = requests.indexOf("update policy [INCLUDE_USERS, INCLUDE_GROUPS]");
    assertThat(requests.subList(grouped, enabled).stream().filter(WHAT_IF::equals)).hasSize(2);
    assertThat(requests.subList(enabled, requests.size())).contains(WHAT_IF);
  }

  @Test
  void an_account_that_is_declared_while_enforced_is_excluded_first_and_asked_about_then() {
    world.run(Duration.ofHours(6));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    UserId member = world.users.values().iterator().next();

    world.declareBreakGlass(world.breakGlass1, world.breakGlass2, member);
    world.run(Duration.ofMinutes(30));

    assertThat(world.enforcedPolicy().content().excludeUsers()).contains(member);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(check(Check.BREAK_GLASS_EXEMPT).message()).contains("any of 3 emergency access");
  }

  @Test
  void advice_holds_nothing() {
    world.users.values().forEach(user -> world.tenant.register(user));

    world.run(Duration.ofHours(12));

    assertThat(check(Check.DEVICES).result()).isEqualTo("Warning");
    assertThat(check(Check.DEVICES).blocksEnforcement()).isFalse();
    assertThat(check(Check.TELEMETRY).result()).isEqualTo("Passed");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
  }

  private long whatIfs() {
    return world.tenant.requests().stream().filter(WHAT_IF::equals).count();
  }

  private void assertResult(Check check, String result) {
    assertThat(check(check).result()).as(check(check).toString()).isEqualTo(result);
  }

  private PreflightCheck check(Check check) {
    return world.status().preflight().stream()
        .filter(c -> c.name().equals(check.apiName()))
        .findFirst()
        .orElseThrow();
  }
}
