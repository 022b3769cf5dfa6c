package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.SignInPort.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /**
   * Reads both logs up to {@code now}, slice by slice side by side, so that what is complete can be
   * counted and let go early; the number of rows, or the failure that ended it.
   */
  Outcome<Long> read(SignInPort port, List<LogWatch> watches, Instant now) {
    Instant settled = now.minus(overlap());
    Map<Stream, Instant> lookedFrom = new EnumMap<>(Stream.class);
    for (Stream stream : Stream.values()) {
      lookedFrom.put(stream, telemetry.wantsFrom(stream));
    }
    long rows = 0;
    Instant end;
    do {
      end = endOfSlice(watches, settled, now);
      for (Stream stream : Stream.values()) {
        Outcome<Long> outcome = readSlice(port, stream, watches, now, end);
        if (outcome.failure().isPresent()) {
          telemetry.cutShort();
          return outcome;
        }
        rows += outcome.success().orElseThrow();
        settle(stream, watches, end.equals(now) ? settled : end);
      }
    } while (end.isBefore(now));
    lookedFrom.forEach((stream, from) -> telemetry.readAll(stream, from, now));
    telemetry.passed();
    return new Outcome.Ok<>(rows);
  }

  /** The overlap is the last slice, whole: a row is given once in a reading. */
  private static Instant endOfSlice(List<LogWatch> watches, Instant settled, Instant now) {
    Instant from = now;
    for (Stream stream : Stream.values()) {
      Instant wanted = earliestWanted(stream, watches, now);
      from = wanted.isBefore(from) ? wanted : from;
    }
    Instant end = from.plus(SLICE);
    if (!end.isAfter(settled)) {
      return end;
    }
    return from.isBefore(settled) ? settled : now;
  }

  private static Outcome<Long> readSlice(
      SignInPort port, Stream stream, List<LogWatch> watches, Instant now, Instant end) {
    Instant from = earliestWanted(stream, watches, now);
    return from.isBefore(end)
        ? port.read(stream, from, end, row -> give(stream, row, watches))
        : new Outcome.Ok<>(0L);
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
