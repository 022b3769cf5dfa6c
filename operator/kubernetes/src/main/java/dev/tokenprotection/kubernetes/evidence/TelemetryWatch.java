package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.SignInPort.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Looks at the logs themselves: whether rows say what is needed, and how late they come. */
final class TelemetryWatch implements LogWatch {
  /** How far back the first look goes. */
  private static final Duration FIRST_LOOK = Duration.ofHours(1);

  private final Map<Stream, ArrivalLag> lags = new EnumMap<>(Stream.class);
  private final Map<Stream, Instant> wanted = new EnumMap<>(Stream.class);
  private Counts current = Counts.NONE;
  private Counts last = Counts.NONE;

  private record Counts(long rows, long withoutDetails, long withoutPolicies, Instant newest) {
    static final Counts NONE = new Counts(0, 0, 0, Instant.MIN);

    Counts and(SignInRow row) {
      return new Counts(
          rows + 1,
          withoutDetails + (row.details() instanceof BindingDetails.Missing ? 1 : 0),
          withoutPolicies + (row.policies() instanceof AppliedPolicies.Missing ? 1 : 0),
          row.createdDateTime().isAfter(newest) ? row.createdDateTime() : newest);
    }
  }

  TelemetryWatch(Instant now) {
    for (Stream stream : Stream.values()) {
      lags.put(stream, new ArrivalLag(now));
      wanted.put(stream, now.minus(FIRST_LOOK));
    }
  }

  @Override
  public synchronized Instant wantsFrom(Stream stream) {
    return wanted.get(stream);
  }

  @Override
  public synchronized void take(Stream stream, SignInRow row) {
    lags.get(stream).row(row.createdDateTime());
    current = current.and(row);
  }

  @Override
  public synchronized void settled(Stream stream, Instant upTo) {
    wanted.put(stream, upTo);
  }

  /** A stream was read to its end. */
  synchronized void readAll(Stream stream, Instant from, Instant at) {
    lags.get(stream).readAll(from, at);
  }

  /** Both streams were read to their ends. */
  synchronized void passed() {
    if (current.rows() > 0) {
      last = current;
    }
    current = Counts.NONE;
  }

  /** A reading failed. */
  synchronized void cutShort() {
    lags.values().forEach(ArrivalLag::cutShort);
    current = Counts.NONE;
  }

  /** How late rows of the slower stream arrive. */
  synchronized Duration lag() {
    return lags.values().stream().map(ArrivalLag::measured).max(Duration::compareTo).orElseThrow();
  }

  /** What was seen; only after a first reading. */
  synchronized Telemetry seen() {
    if (last.rows() == 0) {
      return new Telemetry.Silent();
    }
    return new Telemetry.Read(
        last.rows(),
        last.withoutDetails(),
        last.withoutPolicies(),
        last.newest(),
        lags.get(SignInPort.Stream.INTERACTIVE).measured(),
        lags.get(SignInPort.Stream.NON_INTERACTIVE).measured());
  }
}
