package dev.tokenprotection.entra.call;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one call may wait in all before it gives the decision back to its caller, so that a slow
 * tenant never holds a thread that others need. Used by one thread.
 */
final class Patience {
  /** On the machine's clock. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Time time;
  private final Pause pause;
  private final LongSupplier nanos;
  private final long startedNanos;
  private Duration waited = Duration.ZERO;

  Patience(Time time, Pause pause) {
    this(time, pause, System::nanoTime);
  }

  /**
   * @param nanos a clock that is never set, such as {@link System#nanoTime()}
   */
  Patience(Time time, Pause pause, LongSupplier nanos) {
    this.time = time;
    this.pause = pause;
    this.nanos = nanos;
    this.startedNanos = nanos.getAsLong();
  }

  /** Whether a wait of {@code duration} is still possible. */
  boolean covers(Duration duration) {
    return spent().plus(time.onMachine(duration)).compareTo(LIMIT) <= 0;
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
    Duration onMachine = time.onMachine(duration);
    waited = waited.plus(onMachine);
    if (!onMachine.isPositive()) {
      return true;
    }
    try {
      pause.of(onMachine);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How long ago the call began, on the machine's clock. */
  Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - startedNanos);
  }

  /** Waits count, and so does what the requests themselves took. */
  private Duration spent() {
    Duration elapsed = elapsed();
    return elapsed.compareTo(waited) > 0 ? elapsed : waited;
  }
}
