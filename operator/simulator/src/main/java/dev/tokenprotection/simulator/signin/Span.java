package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Seed;
import java.time.Duration;

/**
 * A length of time that varies evenly between two bounds.
 *
 * @param from shortest, not negative
 * @param to longest, at least {@code from}
 */
public record Span(Duration from, Duration to) {
  public Span {
    if (from.isNegative() || to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "a span goes from zero or more to at least that, not from %s to %s".formatted(from, to));
    }
  }

  /** Between so many seconds. */
  static Span seconds(long from, long to) {
    return new Span(Duration.ofSeconds(from), Duration.ofSeconds(to));
  }

  Duration draw(Seed seed) {
    long width = to.minus(from).toMillis();
    return from.plusMillis((long) (seed.unit() * width));
  }
}
