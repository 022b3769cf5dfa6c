package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Seed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * How many digits a timestamp has: Graph writes seven or six behind the point, and rows without any
 * were seen too.
 */
enum Precision {
  SEVEN_DIGITS("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", 100),
  SIX_DIGITS("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", 1_000),
  SECONDS("uuuu-MM-dd'T'HH:mm:ss'Z'", 1_000_000_000);

  private final DateTimeFormatter format;
  private final int nanosPerUnit;

  Precision(String pattern, int nanosPerUnit) {
    this.format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    this.nanosPerUnit = nanosPerUnit;
  }

  static Precision of(Seed seed) {
    double draw = seed.with("digits").unit();
    return draw < 0.7 ? SEVEN_DIGITS : draw < 0.95 ? SIX_DIGITS : SECONDS;
  }

  /** A time of this precision within the same second, with made-up digits behind milliseconds. */
  Instant refine(Instant at, Seed seed) {
    Instant digits =
        at.truncatedTo(ChronoUnit.MILLIS).plusNanos(100L * seed.with("ticks").below(10_000));
    return digits.minusNanos(digits.getNano() % nanosPerUnit);
  }

  String write(Instant at) {
    return format.format(at);
  }
}
