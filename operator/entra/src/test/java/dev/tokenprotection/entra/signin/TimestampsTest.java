package dev.tokenprotection.entra.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @Test
  void any_timestamp_reads_as_the_jdk_reads_it() {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(0, 4_102_444_800L), random.nextInt(1_000_000_000));
      String text = instant.toString();
      assertThat(Timestamps.parse(text)).as("seed %d", seed).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-02T08:30:00Z",
        "2026-11-02T08:30:00.1Z",
        "2026-11-02T08:30:00.050958Z",
        "2026-11-02T08:30:00.0792706Z",
        "2026-11-02T08:30:00.123456789Z",
        "2024-02-29T23:59:59Z",
        "2026-11-02T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-02T08:30:00+01:00"
      })
  void forms_that_the_jdk_takes_are_taken(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-02",
        "2026-13-02T08:30:00Z",
        "2025-02-29T08:30:00Z",
        "2026-11-02T25:30:00Z",
        "2026-11-02T08:30:00.1234567890Z",
        "2026-11-0xT08:30:00Z",
        "2026-11-02T08:30:00"
      })
  void what_is_no_timestamp_is_refused(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(UnreadableAnswerException.class);
  }
}
