package dev.tokenprotection.entra.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * When the next request of one lane of one tenant may leave: at most so many in a sliding window,
 * the second half of them evenly apart so that no wait is long, and none while the service has
 * asked to wait. Thread-safe; never waits itself.
 */
final class Pace {
  private static final Duration LONGEST_OWN_WAIT = Duration.ofMinutes(1);

  private final Lane lane;
  private final ArrayDeque<Instant> departures = new ArrayDeque<>();
  private Instant heldUntil = Instant.MIN;
  private int throttledInARow;

  Pace(Lane lane) {
    this.lane = lane;
  }

  /**
   * How long to wait before the next request leaves. Its place is taken if the wait is acceptable,
   * and only then.
   */
  synchronized Duration reserve(Instant now, Predicate<Duration> acceptable) {
    Instant departure = earliest(now);
    Duration wait = Duration.between(now, departure);
    if (acceptable.test(wait)) {
      if (departures.size() == lane.requests()) {
        departures.removeFirst();
      }
      departures.addLast(departure);
    }
    return wait;
  }

  /**
   * The service asked to slow down: nothing leaves for {@code retryAfter}, or, where it did not say
   * how long, for a wait that doubles each time.
   *
   * @return the wait
   */
  synchronized Duration throttled(Instant now, Duration retryAfter) {
    throttledInARow++;
    Duration wait = retryAfter.isZero() ? ownWait() : retryAfter;
    heldUntil = later(heldUntil, now.plus(wait));
    return wait;
  }

  /** The service answered. */
  synchronized void served() {
    throttledInARow = 0;
  }

  private Instant earliest(Instant now) {
    Instant departure = later(now, heldUntil);
    if (departures.size() == lane.requests()) {
      departure = later(departure, departures.getFirst().plus(lane.within()));
    }
    Instant windowStart = departure.minus(lane.within());
    long inWindow = departures.stream().filter(d -> d.isAfter(windowStart)).count();
    return inWindow < lane.requests() / 2 || departures.isEmpty()
        ? departure
        : later(departure, departures.getLast().plus(lane.within().dividedBy(lane.requests())));
  }

  private Duration ownWait() {
    Duration doubled = Duration.ofSeconds(1L << Math.min(throttledInARow - 1, 6));
    return doubled.compareTo(LONGEST_OWN_WAIT) < 0 ? doubled : LONGEST_OWN_WAIT;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
