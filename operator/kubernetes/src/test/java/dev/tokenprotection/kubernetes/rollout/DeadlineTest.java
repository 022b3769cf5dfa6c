package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_stage_that_takes_too_long_is_stalled_and_what_is_applied_stays_ready() {
    world.apply(patientFor("30d"));
    world.run(Duration.ofHours(3));
    assertThat(world.find(ConditionType.STALLED)).isEmpty();

    world.apply(patientFor("2h"));
    world.run(Duration.ofMinutes(30));

    assertThat(world.condition(ConditionType.STALLED).reason())
        .isEqualTo("ProgressDeadlineExceeded");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("gate.progressDeadline", "tokenprotection.dev/retry");
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.events).anyMatch(event -> event.startsWith("Stalled: "));

    world.apply(patientFor("30d"));
    world.run(Duration.ofMinutes(30));
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  private static TokenProtectionRollout patientFor(String deadline) {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
        .gate("{requiredSoakTime: 20d, progressDeadline: %s}".formatted(deadline))
        .build();
  }
}
