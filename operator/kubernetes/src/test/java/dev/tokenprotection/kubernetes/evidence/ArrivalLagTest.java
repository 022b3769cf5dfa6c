package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArrivalLagTest {
  private static final Instant START = Instant.parse("2026-11-02T12:00:00Z");

  private final ArrivalLag lag = new ArrivalLag(START);

  @Test
  void before_anything_was_read_twice_it_is_assumed() {
    readWith(100, START, after(10));

    assertThat(lag.measured()).isEqualTo(ArrivalLag.ASSUMED);
  }

  @Test
  void rows_that_were_there_at_the_first_reading_arrived_within_that_time() {
    readWith(100, START, after(10));
    readWith(100, START, after(130));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void it_is_not_thought_shorter_than_assumed_before_it_was_watched_for_long() {
    readWith(100, START, after(10));
    readWith(100, START, after(20));

    assertThat(lag.measured()).isEqualTo(ArrivalLag.ASSUMED);
  }

  @Test
  void rows_that_turn_up_later_make_the_lag_longer() {
    readWith(60, START, after(10));
    readWith(80, START, after(20));
    readWith(100, START, after(40));
    readWith(100, START, after(50));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void a_straggler_among_a_thousand_does_not() {
    readWith(999, START, after(10));
    readWith(1000, START, after(200));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void what_arrived_before_anybody_watched_says_nothing() {
    Instant before = START.minus(Duration.ofHours(3));
    readWith(10, before, after(5));
    readWith(20, before, after(15));

    assertThat(lag.measured()).isEqualTo(ArrivalLag.ASSUMED);
  }

  @Test
  void a_reading_that_was_cut_short_says_nothing() {
    lag.row(START);
    lag.cutShort();
    readWith(100, START, after(10));
    readWith(100, START, after(130));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_lag_of_yesterday_is_forgotten() {
    readWith(50, START, after(10));
    readWith(100, START, after(120));
    Instant tomorrow = START.plus(Duration.ofHours(30));
    readWith(100, tomorrow, tomorrow.plus(Duration.ofMinutes(5)));
    readWith(100, tomorrow, tomorrow.plus(Duration.ofMinutes(15)));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_pause_in_reading_is_no_lateness() {
    readWith(40, START, after(3));
    lag.row(START.plus(Duration.ofHours(4)));
    readWith(100, START, after(600));
    lag.row(START.plus(Duration.ofHours(4)));
    readWith(100, START, after(610));

    assertThat(lag.measured()).isLessThan(Duration.ofMinutes(100));
  }

  @Test
  void rows_that_were_looked_for_in_vain_came_later_than_that() {
    readWith(100, START.plus(Duration.ofMinutes(100)), after(110));
    readWith(100, START.plus(Duration.ofMinutes(10)), after(180));

    assertThat(lag.measured()).isEqualTo(Duration.ofMinutes(170));
  }

  private void readWith(int rows, Instant created, Instant at) {
    for (int i = 0; i < rows; i++) {
      lag.row(created);
    }
    lag.readAll(created, at);
  }

  private static Instant after(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }
}
