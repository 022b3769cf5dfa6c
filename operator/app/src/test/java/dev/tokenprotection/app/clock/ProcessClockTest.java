package dev.tokenprotection.app.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessClockTest {
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  @Test
  void a_fast_clock_gains_its_speed_for_each_second_of_the_machine() {
    Instant machine = Instant.now();
    ProcessClock clock =
        ProcessClock.parse(START + "@" + machine.minus(Duration.ofSeconds(10)) + "*3600");

    assertThat(clock.now()).isAfterOrEqualTo(START.plus(Duration.ofHours(10)));
    assertThat(clock.now()).isBefore(START.plus(Duration.ofHours(12_000)));
  }

  @Test
  void a_wait_is_as_much_shorter_on_the_machine_as_the_clock_is_faster() {
    assertThat(ProcessClock.fast(START, 3600).onMachine(Duration.ofHours(2)))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(ProcessClock.ofMachine().onMachine(Duration.ofHours(2)))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void the_machines_own_clock_shows_the_machines_time() {
    Instant before = Instant.now();
    assertThat(ProcessClock.ofMachine().now()).isBetween(before, Instant.now());
  }

  @Test
  void the_text_of_a_clock_gives_another_process_the_same_clock() {
    ProcessClock clock = ProcessClock.fast(START, 28_800);

    assertThat(ProcessClock.parse(clock.toString())).hasToString(clock.toString());
  }

  @Test
  void a_text_that_is_no_clock_is_refused_with_the_form_it_should_have() {
    assertThatThrownBy(() -> ProcessClock.parse("tomorrow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<shown>@<machine>*<speed>");
    assertThatThrownBy(() -> ProcessClock.parse("a@b*3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ISO-8601");
  }
}
