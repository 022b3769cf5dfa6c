package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.SignInPort.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads both logs up to a moment for all who watch: what they have not had yet, and an overlap in
 * which late rows may have turned up. Each row is read once and in the overlap, however many watch.
 */
final class LogReader {
  /** What is read at a time; what was given before a failure within it is given again. */
  private static final Duration SLICE = Duration.ofHours(4);

  private static final Duration SHORTEST_OVERLAP = Duration.ofMinutes(30);

  /** Not above a slice, so that the overlap is read in one. */
  private static final Duration LONGEST_OVERLAP = SLICE;

  /** How far back a row may be given again: an overlap and a slice, and some more. */
  static final Duration LATENESS = SLICE.plus(LONGEST_OVERLAP).plus(Duration.ofHours(1));

  /**
   * How far back the log reaches. Source: Microsoft Entra, "Microsoft Entra data retention",
   * section "How long does Microsoft Entra ID store the data?".
   */
  private static final Duration RETENTION = Duration.ofDays(30);

  private final TelemetryWatch telemetry;

  LogReader(TelemetryWatch telemetry) {
    this.telemetry = telemetry;
  }

  /** Reads both logs up to {@code now}; the number of rows, or the failure that ended it. */
  Outcome<Long> read(SignInPort port, List<LogWatch> watches, Instant now) {
    Outcome<Long> outcome =
        read(port, Stream.INTERACTIVE, watches, now)
            .flatMap(
                interactive ->
                    read(port, Stream.NON_INTERACTIVE, watches, now)
                        .map(others -> interactive + others));
    if (outcome.failure().isPresent()) {
      telemetry.cutShort();
    } else {
      telemetry.passed();
    }
    return outcome;
  }

  private Outcome<Long> read(SignInPort port, Stream stream, List<LogWatch> watches, Instant now) {
    Instant settled = now.minus(overlap());
    Instant lookedFrom = telemetry.wantsFrom(stream);
    long rows = 0;
    Instant end;
    do {
      Instant from = earliestWanted(stream, watches, now);
      end = from.plus(SLICE).isBefore(now) ? from.plus(SLICE) : now;
      Outcome<Long> outcome = port.read(stream, from, end, row -> give(stream, row, watches));
      if (outcome.failure().isPresent()) {
        return outcome;
      }
      rows += outcome.success().orElseThrow();
      settle(stream, watches, end.isBefore(settled) ? end : settled);
    } while (end.isBefore(now));
    telemetry.readAll(stream, lookedFrom, now);
    return new Outcome.Ok<>(rows);
  }

  private Duration overlap() {
    Duration wanted = telemetry.lag().multipliedBy(2);
    if (wanted.compareTo(SHORTEST_OVERLAP) < 0) {
      return SHORTEST_OVERLAP;
    }
    return wanted.compareTo(LONGEST_OVERLAP) > 0 ? LONGEST_OVERLAP : wanted;
  }

  private static Instant earliestWanted(Stream stream, List<LogWatch> watches, Instant now) {
    Instant oldest = now.minus(RETENTION);
    return watches.stream()
        .map(watch -> watch.wantsFrom(stream))
        .min(Instant::compareTo)
        .filter(from -> from.isAfter(oldest))
        .orElse(oldest);
  }

  private static void give(Stream stream, SignInRow row, List<LogWatch> watches) {
    for (LogWatch watch : watches) {
      if (!row.createdDateTime().isBefore(watch.wantsFrom(stream))) {
        watch.take(stream, row);
      }
    }
  }

  private static void settle(Stream stream, List<LogWatch> watches, Instant upTo) {
    for (LogWatch watch : watches) {
      if (watch.wantsFrom(stream).isBefore(upTo)) {
        watch.settled(stream, upTo);
      }
    }
  }
}
