package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void durations_are_written_as_in_the_spec() {
    assertThat(Words.duration(Duration.ZERO)).isEqualTo("0s");
    assertThat(Words.duration(Duration.ofMinutes(90))).isEqualTo("1h30m");
    assertThat(Words.duration(Duration.ofDays(3).plusSeconds(5))).isEqualTo("3d5s");
  }

  @Test
  void times_are_in_utc_and_say_so() {
    assertThat(Words.time(Instant.parse("2026-11-26T11:11:42Z"))).isEqualTo("2026-11-26 11:11Z");
  }
}
