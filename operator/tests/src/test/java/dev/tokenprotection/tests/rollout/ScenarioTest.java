package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sign-in logs say decides whether a rollout moves. */
@Execution(ExecutionMode.CONCURRENT)
class ScenarioTest {
  /** The evidence window of the example is seven days. */
  private static final Duration LONGER_THAN_THE_WINDOW = Duration.ofDays(8);

  @Test
  void a_pilot_in_which_everybody_binds_is_completed_by_itself() {
    try (RolloutWorld world = RolloutWorld.of("unbroken", "pilot-unbroken");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyWindowsExample();

      TokenProtectionRolloutStatus status =
          world.awaitRollout("completed", s -> "Completed".equals(s.phase()));

      assertThat(status.history())
          .extracting(entry -> entry.stage() + " " + entry.completionStatus())
          .containsExactly(
              "wave1-enforce Completed",
              "wave1-observe Promoted",
              "pilot-enforce Promoted",
              "pilot-observe Promoted");
      assertThat(world.policiesNamed("Enable Token Protection (Pilot)"))
          .extracting(policy -> policy.path("state").asText())
          .containsExactlyInAnyOrder("enabledForReportingButNotEnforced", "enabled");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pilot-mixed, 1002",
    "pilot-unbound-clients, 1008",
  })
  void a_pilot_that_would_be_locked_out_is_not_enforced_and_the_message_says_why(
      String scenario, String code) {
    try (RolloutWorld world = RolloutWorld.of("unbound", scenario);
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyWindowsExample();

      TokenProtectionRolloutStatus failed =
          world.awaitRollout("failed", s -> "Failed".equals(s.phase()));
      Condition gate = RolloutWorld.condition(failed, "GatePassing").orElseThrow();
      assertThat(gate.status()).isEqualTo("False");
      assertThat(gate.message()).contains(code).contains("users");
      assertThat(String.join("\n", failed.report())).contains(code);
      int writes = world.writes().size();

      awaitSimulated(world, failed.gate().evaluatedAt().plus(Duration.ofDays(1)));

      assertThat(world.rollout().getStatus().currentStage().name()).isEqualTo("pilot-observe");
      assertThat(world.writes()).hasSize(writes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-telemetry", "late-telemetry", "v1-shaped-rows"})
  void a_rollout_without_usable_telemetry_holds_and_says_so(String scenario) {
    try (RolloutWorld world = RolloutWorld.of("telemetry", scenario);
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyWindowsExample();
      TokenProtectionRolloutStatus begun =
          world.awaitRollout("evaluated", s -> s.gate() != null && s.gate().evaluatedAt() != null);

      awaitSimulated(world, begun.stageStartedAt().plus(LONGER_THAN_THE_WINDOW));

      TokenProtectionRolloutStatus status = world.rollout().getStatus();
      assertThat(status.currentStage().name()).isEqualTo("pilot-observe");
      Condition gate = RolloutWorld.condition(status, "GatePassing").orElseThrow();
      assertThat(gate.status()).isEqualTo("Unknown");
      assertThat(gate.message()).isNotBlank();
      assertThat(world.policiesNamed("Enable Token Protection (Pilot)"))
          .allSatisfy(
              policy ->
                  assertThat(policy.path("state").asText())
                      .isEqualTo("enabledForReportingButNotEnforced"));
    }
  }

  /** Waits until the gate was evaluated at or after a moment of the simulated tenant. */
  private static void awaitSimulated(RolloutWorld world, Instant moment) {
    world.awaitRollout(
        "evaluated after " + moment,
        status -> status.gate() != null && !status.gate().evaluatedAt().isBefore(moment));
  }
}
