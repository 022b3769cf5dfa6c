package dev.tokenprotection.entra.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A part of the log that is read from its start to its end, or again from its start.
 *
 * @param from its first point in time
 * @param to the first one after it
 */
record Slice(Instant from, Instant to) {
  /** The slice of at most {@code length} that begins at {@code from}, within {@code to}. */
  static Slice startingAt(Instant from, Duration length, Instant to) {
    Instant end = from.plus(length);
    return new Slice(from, end.isBefore(to) ? end : to);
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /**
   * The filter that selects at least the slice: the log knows only {@code ge} and {@code le}, and
   * milliseconds are as fine as is sure to be understood. Source: Microsoft Graph beta reference,
   * "List signIns", section "Optional query parameters".
   */
  String filter(String eventType) {
    return "createdDateTime ge %s and createdDateTime le %s and signInEventTypes/any(t: t eq '%s')"
        .formatted(
            from.truncatedTo(ChronoUnit.MILLIS),
            to.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS),
            eventType);
  }
}
