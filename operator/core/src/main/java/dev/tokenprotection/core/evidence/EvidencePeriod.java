package dev.tokenprotection.core.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that the evidence of a stage covers. It grows from a fixed start; the window is its most
 * recent part.
 *
 * <p>The window starts on the border of a slot of a seventh of its length (a UTC day for the
 * default of 7 days), so that counts of whole slots suffice for any number of users. It is thus up
 * to a seventh longer than asked for, never shorter. Every source of evidence must use {@link
 * #windowStart}, so that all give the same counts.
 *
 * @param start the first moment that counts
 * @param window spec.gate.evidenceWindow, at least seven seconds
 */
public record EvidencePeriod(Instant start, Duration window) {
  static final int SLOTS_IN_WINDOW = 7;

  private static final long MOST_SECONDS = 1 << 30;

  public EvidencePeriod {
    if (window.getSeconds() < SLOTS_IN_WINDOW) {
      throw new IllegalArgumentException("an evidence window has at least seven seconds");
    }
  }

  /**
   * The last moment that counts: before it, the log is complete as far as was measured.
   *
   * @param lag the larger of the measured delays of interactive and non-interactive rows
   */
  public static Instant end(Instant now, Duration lag) {
    return now.minus(lag);
  }

  /** Where the window begins when the evidence ends at {@code end}; never before the start. */
  public Instant windowStart(Instant end) {
    Instant border = Instant.ofEpochSecond(slotOf(end.minus(window)) * slotSeconds());
    return border.isBefore(start) ? start : border;
  }

  /** The number of the slot that a moment falls into. */
  long slotOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), slotSeconds());
  }

  /** The whole seconds from the start to a moment; 0 for one before the start. */
  int secondOf(Instant moment) {
    long seconds = moment.getEpochSecond() - start.getEpochSecond();
    return (int) Math.clamp(seconds, 0L, MOST_SECONDS);
  }

  private long slotSeconds() {
    return window.getSeconds() / SLOTS_IN_WINDOW;
  }
}
