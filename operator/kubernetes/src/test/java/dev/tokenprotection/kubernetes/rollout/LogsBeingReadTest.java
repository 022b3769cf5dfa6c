package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An evaluation is due while the sign-in logs are being read, and that takes long. */
class LogsBeingReadTest {
  private static final String WAIT = "sign-in logs to be read (0% so far) for the evaluation due";
  private static final Duration FIRST_EVALUATION = Duration.ofHours(1).plusMinutes(5);

  private final RolloutWorld world = new RolloutWorld();

  @BeforeEach
  void begin() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void for_two_minutes_nothing_is_written() {
    world.run(Duration.ofHours(2));
    world.stickReadings();
    untilDue();
    TokenProtectionRollout before = world.current();

    world.look();
    world.advance(Duration.ofSeconds(119));
    RolloutReconciliation.Looked looked = world.look();

    assertThat(world.current()).isEqualTo(before);
    assertThat(looked.again()).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void after_an_hour_the_rollout_says_so_beside_its_last_verdict() {
    world.run(Duration.ofHours(2));
    Condition verdict = world.condition(ConditionType.GATE_PASSING);
    world.restartOperator();
    world.stickReadings();
    untilDue();

    world.run(Duration.ofHours(1));

    assertThat(world.status().nextAction().blockedBy()).anyMatch(what -> what.startsWith(WAIT));
    assertThat(world.status().message()).contains(WAIT);
    assertThat(world.status().columns().waitsFor()).contains(WAIT);
    assertThat(world.status().report())
        .anyMatch(
            line ->
                line.startsWith("Waits for " + WAIT)
                    && line.contains(": continues by itself when they are read")
                    && line.contains(". No action needed; "));
    assertThat(verdict.reason()).startsWith("Gate");
    assertThat(world.condition(ConditionType.GATE_PASSING)).isEqualTo(verdict);
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
  }

  @Test
  void the_next_action_is_never_past_and_status_is_not_written_at_each_look() {
    world.run(Duration.ofHours(2));
    world.stickReadings();
    untilDue();
    world.advance(ReadingGrace.UNTIL_READ);
    Set<String> versions = new HashSet<>();
    int looks = 0;

    for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofHours(2)) < 0; looks++) {
      Duration again = world.look().again();
      assertThat(world.status().nextAction().at()).isAfter(world.time.now());
      assertThat(again).isBetween(Duration.ofSeconds(1), ReadingGrace.UNTIL_READ);
      versions.add(world.current().getMetadata().getResourceVersion());
      world.advance(again);
      passed = passed.plus(again);
    }

    assertThat(looks).isGreaterThanOrEqualTo(60);
    // One for each evaluationInterval of half an hour, one for what is past meanwhile.
    assertThat(versions).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void before_the_first_verdict_the_gate_says_how_far_the_logs_are() {
    world.stickReadings();
    world.run(FIRST_EVALUATION);

    assertThat(world.condition(ConditionType.GATE_PASSING).reason()).isEqualTo("TelemetryWarmup");
    assertThat(world.condition(ConditionType.GATE_PASSING).message()).contains("0% so far");
    assertThat(world.status().nextAction().blockedBy())
        .anyMatch(what -> what.startsWith(WAIT))
        .noneMatch(what -> what.contains("policy to settle"));
  }

  @Test
  void it_ends_when_the_logs_were_read_and_the_rollout_goes_on() {
    world.stickReadings();
    world.run(Duration.ofHours(3));
    world.endReadings();

    world.settle();

    assertThat(world.status().message()).doesNotContain("logs to be read");
    assertThat(world.status().nextAction().blockedBy())
        .noneMatch(what -> what.contains("logs to be read"));
    assertThat(world.status().gate().evaluatedAt()).isNotNull();

    world.run(Duration.ofHours(3));
    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  private void untilDue() {
    world.advance(Duration.between(world.time.now(), world.status().gate().nextEvaluationAt()));
  }
}
