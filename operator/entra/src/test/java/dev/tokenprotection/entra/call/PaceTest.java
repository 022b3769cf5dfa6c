package dev.tokenprotection.entra.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaceTest {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  @Test
  void policy_calls_leave_a_second_apart() {
    Pace pace = new Pace(Lane.CONDITIONAL_ACCESS);

    assertThat(reserve(pace, START)).isZero();
    assertThat(reserve(pace, START)).isEqualTo(Duration.ofSeconds(1));
    assertThat(reserve(pace, START)).isEqualTo(Duration.ofSeconds(2));
    assertThat(reserve(pace, START.plusSeconds(10))).isZero();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void no_window_ever_holds_more_than_the_limit_and_no_wait_is_long(Lane lane) {
    long seed = 20261102;
    Random random = new Random(seed);
    Pace pace = new Pace(lane);
    Instant now = START;
    List<Instant> departures = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      Duration wait = reserve(pace, now);
      assertThat(wait).as("seed %d", seed).isLessThanOrEqualTo(Patience.LIMIT);
      now = now.plus(wait);
      departures.add(now);
      now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(50));
    }
    for (int i = lane.requests(); i < departures.size(); i++) {
      assertThat(Duration.between(departures.get(i - lane.requests()), departures.get(i)))
          .as("seed %d, request %d", seed, i)
          .isGreaterThanOrEqualTo(lane.within());
    }
  }

  @Test
  void a_wait_that_is_not_accepted_takes_no_place() {
    Pace pace = new Pace(Lane.CONDITIONAL_ACCESS);
    reserve(pace, START);

    assertThat(pace.reserve(START, wait -> false)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.reserve(START, wait -> false)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void what_the_service_asks_for_is_waited() {
    Pace pace = new Pace(Lane.DIRECTORY);

    assertThat(pace.throttled(START, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));

    assertThat(reserve(pace, START.plusSeconds(2))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void without_a_word_of_the_service_the_wait_doubles_up_to_a_minute_until_it_serves_again() {
    Pace pace = new Pace(Lane.CONDITIONAL_ACCESS);

    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(pace.throttled(START, Duration.ZERO).toSeconds());
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);

    pace.served();
    assertThat(pace.throttled(START, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_shorter_wait_does_not_cut_a_longer_one() {
    Pace pace = new Pace(Lane.DIRECTORY);
    pace.throttled(START, Duration.ofMinutes(5));

    pace.throttled(START, Duration.ofSeconds(1));

    assertThat(pace.reserve(START, wait -> false)).isEqualTo(Duration.ofMinutes(5));
  }

  private static Duration reserve(Pace pace, Instant now) {
    return pace.reserve(now, wait -> true);
  }
}
