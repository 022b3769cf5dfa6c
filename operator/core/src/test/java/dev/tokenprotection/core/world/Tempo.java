package dev.tokenprotection.core.world;

import java.time.Duration;

/**
 * How fast things go in a world.
 *
 * @param settleTime until a policy that was written is effective everywhere
 * @param lag the delay of the log that every verdict is made with
 * @param soon when an operator looks again that was overtaken or has to wait
 * @param step what passes before a look
 * @param moment what passes more before a look that nobody waited for
 */
record Tempo(Duration settleTime, Duration lag, Duration soon, Duration step, Duration moment) {
  /** As in a tenant whose log is not the slowest. */
  static final Tempo USUAL =
      new Tempo(
          Duration.ofHours(2),
          Duration.ofMinutes(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  /** Everything takes a whole number of ticks, and a look takes no time. */
  static Tempo inTicksOf(Duration tick) {
    return new Tempo(tick, tick, tick, Duration.ZERO, Duration.ZERO);
  }
}
