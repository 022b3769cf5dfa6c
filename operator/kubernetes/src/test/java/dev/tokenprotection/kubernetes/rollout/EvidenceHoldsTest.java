package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Missing, late, unreadable or bad evidence holds; nothing in the tenant changes after that. */
class EvidenceHoldsTest {
  private final RolloutWorld world = new RolloutWorld();

  @BeforeEach
  void begin() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.tenant.forgetRequests();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void no_sign_ins_at_all_hold() {
    world.users.clear();

    world.run(Duration.ofHours(10));

    assertHolds("GateInconclusive", "sign-in log has no row");
  }

  @Test
  void sign_ins_without_binding_details_hold() {
    world.rewrite(row -> with(row, row.policies(), new BindingDetails.Missing()));

    world.run(Duration.ofHours(10));

    assertHolds("GateInconclusive", "tokenProtectionStatusDetails");
  }

  @Test
  void sign_ins_without_applied_policies_hold() {
    world.rewrite(row -> with(row, new AppliedPolicies.Missing(), row.details()));

    world.run(Duration.ofHours(10));

    assertHolds("GateInconclusive", "");
  }

  @Test
  void a_log_that_can_not_be_read_holds_and_never_counts_as_failure() {
    world.tenant.failBefore(
        request ->
            request.startsWith("get signIns")
                ? Optional.of(
                    new Outcome.Terminal<>(
                        Problem.withoutEffect(
                            Problem.Cause.PERMISSION_MISSING,
                            "read the sign-in log",
                            "403 Authorization_RequestDenied",
                            "Grant AuditLog.Read.All.")))
                : Optional.empty());

    world.run(Duration.ofHours(10));

    assertHolds("GateError", "Grant AuditLog.Read.All");
    assertThat(world.status().gate().consecutive().failures()).isZero();

    world.tenant.noFaults();
    world.run(Duration.ofHours(3));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  @Test
  void unbound_clients_fail_the_gate_and_are_named_with_what_to_do() {
    world.unbound.addAll(world.users.values());

    world.run(Duration.ofHours(10));

    assertThat(world.condition(ConditionType.GATE_PASSING).status()).isEqualTo("False");
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().phase()).isEqualTo("Failed");
    assertThat(world.status().report())
        .anyMatch(line -> line.startsWith("Unbound 1008: ") && line.contains("5 users"));
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.events).anyMatch(event -> event.startsWith("GateFailed: "));
  }

  @Test
  void a_paused_rollout_is_not_promoted_and_goes_on_afterwards() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("paused: true").build());

    world.run(Duration.ofHours(10));

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().phase()).isEqualTo("Paused");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).reason()).isEqualTo("Paused");
    assertThat(world.tenant.writes()).isEmpty();

    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofHours(1));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  @Test
  void after_a_restart_the_log_is_read_again_and_the_rollout_goes_on() {
    world.run(Duration.ofMinutes(3 * 60 + 50));
    String attempt = world.status().attempt();
    world.restartOperator();

    world.run(Duration.ofHours(1));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.status().history().getFirst().attempt()).isEqualTo(attempt);
  }

  @Test
  void bad_sign_ins_that_come_hours_late_are_seen_before_the_stage_is_left() {
    world.run(Duration.ofMinutes(3 * 60 + 45));
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    Instant created = world.time.now().minus(Duration.ofMinutes(150));
    world.users.values().stream()
        .limit(3)
        .forEach(
            user -> {
              for (int row = 0; row < 60; row++) {
                world.tenant.log().add(world.unboundRow(user, created.plusSeconds(row)));
              }
            });

    world.run(Duration.ofMinutes(40));

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.tenant.writes()).isEmpty();
  }

  private void assertHolds(String reason, String inMessage) {
    assertThat(world.condition(ConditionType.GATE_PASSING).status()).isEqualTo("Unknown");
    assertThat(world.condition(ConditionType.GATE_PASSING).reason()).isEqualTo(reason);
    assertThat(world.condition(ConditionType.GATE_PASSING).message()).contains(inMessage);
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.tenant.writes()).isEmpty();
  }

  private static SignInRow with(SignInRow row, AppliedPolicies policies, BindingDetails details) {
    return new SignInRow(
        row.id(),
        row.createdDateTime(),
        row.user(),
        row.correlation(),
        row.channel(),
        row.client(),
        row.resourceId(),
        row.audiences(),
        policies,
        details,
        row.errorCode(),
        row.issuer(),
        row.operatingSystem());
  }
}
