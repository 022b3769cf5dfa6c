package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.Evaluation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingGraceTest {
  private static final Instant DUE = RolloutWorld.MONDAY;

  @Test
  void a_reading_of_less_than_two_minutes_is_not_told() {
    assertThat(ReadingGrace.evaluation(DUE, DUE.plusSeconds(119), 50))
        .isEqualTo(new Evaluation.NotDone());
    assertThat(ReadingGrace.evaluation(DUE, DUE.plusSeconds(120), 50))
        .isEqualTo(new Evaluation.Awaited(DUE, 50));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "9, 0", "10, 10", "49, 40", "99, 90", "100, 90"})
  void how_far_it_is_is_told_in_steps_of_ten_and_never_as_all(int read, int told) {
    assertThat(ReadingGrace.evaluation(DUE, DUE.plus(Duration.ofHours(1)), read))
        .isEqualTo(new Evaluation.Awaited(DUE, told));
  }
}
