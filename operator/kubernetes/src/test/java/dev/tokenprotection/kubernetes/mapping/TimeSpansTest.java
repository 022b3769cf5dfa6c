package dev.tokenprotection.kubernetes.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpansTest {
  @ParameterizedTest
  @CsvSource({
    "7d, P7D",
    "72h, P3D",
    "1d12h, P1DT12H",
    "15m, PT15M",
    "1h30m5s, PT1H30M5S",
    "0s, PT0S",
    "90s, PT1M30S"
  })
  void days_hours_minutes_and_seconds_are_read(String text, Duration span) {
    assertThat(TimeSpans.parse(text)).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "1h1d", "1.5h", "-1h", "1w"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> TimeSpans.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P7D", "PT0S", "PT25H", "PT1M30S", "P30DT1S"})
  void what_is_written_reads_as_the_same(Duration span) {
    assertThat(TimeSpans.parse(TimeSpans.format(span))).isEqualTo(span);
  }
}
