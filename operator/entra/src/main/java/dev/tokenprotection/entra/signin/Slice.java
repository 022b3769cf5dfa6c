package dev.tokenprotection.entra.signin;

import dev.tokenprotection.core.evidence.BlockedSignIns;
import dev.tokenprotection.core.evidence.RowSelection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/**
 * A part of the log that is read from its start to its end, or again from its start.
 *
 * @param from its first point in time
 * @param to the first one after it
 */
record Slice(Instant from, Instant to) {
  private static final String UNBOUND =
      "tokenProtectionStatusDetails/signInSessionStatus eq 'unbound'";

  private static final String BLOCKED =
      BlockedSignIns.CODES.stream()
          .sorted()
          .map("status/errorCode eq %d"::formatted)
          .collect(Collectors.joining(" or "));

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
   * milliseconds are as fine as is sure to be understood. Sources: Microsoft Graph beta reference,
   * "List signIns", section "Optional query parameters", and "signIn resource type", where {@code
   * status} supports {@code eq} on its {@code errorCode}; for {@code tokenProtectionStatusDetails}
   * the query of Microsoft Entra, "Microsoft Entra Conditional Access: Token protection", section
   * "Monitor", "Sample Microsoft Graph Query (Non-Interactive Sign-ins)".
   */
  String filter(String eventType, RowSelection selection) {
    return "createdDateTime ge %s and createdDateTime le %s and signInEventTypes/any(t: t eq '%s')%s"
        .formatted(
            from.truncatedTo(ChronoUnit.MILLIS),
            to.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS),
            eventType,
            switch (selection) {
              case ALL -> "";
              case AGAINST -> " and (" + UNBOUND + " or " + BLOCKED + ")";
              case BLOCKED -> " and (" + BLOCKED + ")";
            });
  }
}
