package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingGraceTest {
  private static final Instant DUE = RolloutWorld.MONDAY;
  private final ReadingGrace grace = new ReadingGrace(new ManualTime(DUE));

  @Test
  void a_reading_of_less_than_two_minutes_is_not_told() {
    assertThat(grace.evaluation(DUE, DUE.plusSeconds(119), 50)).isEqualTo(new Evaluation.NotDone());
    assertThat(grace.evaluation(DUE, DUE.plusSeconds(120), 50))
        .isEqualTo(new Evaluation.Awaited(DUE, 50));
  }

  @Test
  void where_time_runs_faster_a_reading_of_less_than_two_seconds_on_the_machine_is_not_told() {
    ReadingGrace fast = new ReadingGrace(new HourPerSecond());

    assertThat(fast.evaluation(DUE, DUE.plus(Duration.ofMinutes(119)), 50))
        .isEqualTo(new Evaluation.NotDone());
    assertThat(fast.evaluation(DUE, DUE.plus(Duration.ofMinutes(120)), 50))
        .isEqualTo(new Evaluation.Awaited(DUE, 50));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "9, 0", "10, 10", "49, 40", "99, 90", "100, 90"})
  void how_far_it_is_is_told_in_steps_of_ten_and_never_as_all(int read, int told) {
    assertThat(grace.evaluation(DUE, DUE.plus(Duration.ofHours(1)), read))
        .isEqualTo(new Evaluation.Awaited(DUE, told));
  }

  private static final class HourPerSecond implements Time {
    @Override
    public Instant now() {
      return DUE;
    }

    @Override
    public Duration onMachine(Duration duration) {
      return duration.dividedBy(3600);
    }
  }
}
