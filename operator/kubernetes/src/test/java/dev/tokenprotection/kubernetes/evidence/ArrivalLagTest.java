package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrivalLagTest {
  private static final Instant START = Instant.parse("2026-11-02T12:00:00Z");
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofHours(6);

  private final ArrivalLag lag = new ArrivalLag();

  @Test
  void before_anything_was_read_it_is_assumed() {
    assertThat(lag.measured()).isEqualTo(ArrivalLag.ASSUMED);
  }

  @Test
  void rows_that_were_there_at_the_first_reading_arrived_within_that_time() {
    for (int i = 0; i < 100; i++) {
      lag.first(HOUR, sampled("user" + i));
      lag.again(LONG, sampled("user" + i));
    }

    assertThat(lag.measured()).isEqualTo(HOUR);
  }

  @Test
  void it_is_shorter_once_a_sample_was_there_earlier() {
    lag.early(HALF, sampled("ada"));
    lag.first(HOUR, sampled("ada"));

    assertThat(lag.measured()).isEqualTo(HALF);
  }

  @Test
  void a_row_of_the_sample_that_turns_up_later_makes_it_longer() {
    lag.first(HALF, sampled("ada"));
    lag.again(LONG, sampled("ada"));
    lag.again(LONG, sampled("bob"));

    assertThat(lag.measured()).isEqualTo(LONG);
    assertThat(lag.ofTheSample()).isEqualTo(LONG);
  }

  @Test
  void rows_that_count_against_a_rollout_make_it_longer_whenever_they_were_made() {
    lag.first(HALF, sampled("ada"));
    lag.again(HOUR, SignInLog.unbound("bob", START.plusSeconds(1)));

    assertThat(lag.measured()).isEqualTo(HOUR);
    assertThat(lag.ofTheSample()).as("nothing else was read too early").isEqualTo(HALF);
  }

  @Test
  void a_row_that_counts_against_a_rollout_and_was_there_in_time_does_not() {
    lag.first(HALF, SignInLog.unbound("bob", START));
    lag.again(LONG, SignInLog.unbound("bob", START));

    assertThat(lag.measured()).isEqualTo(HALF);
  }

  @Test
  void a_straggler_among_a_thousand_does_not() {
    for (int i = 0; i < 999; i++) {
      lag.first(HALF, sampled("user" + i));
    }
    lag.again(LONG, sampled("late"));
    lag.again(LONG, SignInLog.unbound("late", START));

    assertThat(lag.measured()).isEqualTo(HALF);
  }

  @Test
  void a_lag_of_yesterday_is_forgotten() {
    lag.again(LONG, sampled("ada"));
    lag.forgetBefore(START.plus(Duration.ofHours(15)));
    assertThat(lag.measured()).isEqualTo(LONG);

    lag.forgetBefore(START.plus(Duration.ofHours(26)));

    assertThat(lag.measured()).isEqualTo(ArrivalLag.ASSUMED);
  }

  @Test
  void the_sample_is_a_part_of_each_hour_and_each_belongs_to_one_reading() {
    Instant evening = START.plus(LONG);
    Instant between = START.plus(Duration.ofMinutes(197)).plusSeconds(10);

    assertThat(ArrivalLag.samples(new ArrivalLag.Span(START, evening))).hasSize(6);
    assertThat(ArrivalLag.samples(new ArrivalLag.Span(START, between))).hasSize(3);
    assertThat(ArrivalLag.samples(new ArrivalLag.Span(between, evening))).hasSize(3);
  }

  @Test
  void an_answer_that_misses_most_of_what_is_known_is_noticed() {
    lag.first(HALF, SignInLog.unbound("ada", START));
    lag.first(HALF, SignInLog.unbound("bob", START));
    lag.first(HALF, SignInLog.unbound("cleo", START));
    ArrivalLag.Span hour = new ArrivalLag.Span(START, START.plus(HOUR));
    String ada = SignInLog.unbound("ada", START).id();
    String bob = SignInLog.unbound("bob", START).id();

    assertThat(lag.missesMost(hour, Set.of(ada, bob))).isFalse();
    assertThat(lag.missesMost(hour, Set.of(ada))).isTrue();
    assertThat(lag.missesMost(new ArrivalLag.Span(START.plus(HOUR), START.plus(LONG)), Set.of()))
        .isFalse();
  }

  private static SignInRow sampled(String user) {
    return SignInLog.bound(user, START.plus(Duration.ofMinutes(17)));
  }
}
