package dev.tokenprotection.entra.call;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;

/**
 * How long one call may wait in all before it gives the decision back to its caller, so that a slow
 * tenant never holds a thread that others need. Used by one thread.
 */
final class Patience {
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Time time;
  private final long startedNanos;
  private final long startedOnMachine = System.nanoTime();
  private Duration waited = Duration.ZERO;

  Patience(Time time) {
    this.time = time;
    this.startedNanos = time.nanos();
  }

  /** Whether a wait of {@code duration} is still possible. */
  boolean covers(Duration duration) {
    return spent().plus(duration).compareTo(LIMIT) <= 0;
  }

  /**
   * Waits, if that is still possible.
   *
   * @return whether it did; false also when the thread was interrupted, which it stays
   */
  boolean spend(Duration duration) {
    if (!covers(duration)) {
      return false;
    }
    waited = waited.plus(duration);
    if (!duration.isPositive()) {
      return true;
    }
    try {
      time.sleep(duration);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How long ago the call began, on the machine's own clock, by which a lease runs too. */
  Duration elapsedOnMachine() {
    return Duration.ofNanos(System.nanoTime() - startedOnMachine);
  }

  /** Waits count, and so does what the requests themselves took. */
  private Duration spent() {
    Duration elapsed = Duration.ofNanos(time.nanos() - startedNanos);
    return elapsed.compareTo(waited) > 0 ? elapsed : waited;
  }
}
