package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Looks at the logs themselves: whether rows say what is needed, and how late they come. */
final class TelemetryWatch implements LogWatch {
  /** How far back the first look goes. */
  private static final Duration FIRST_LOOK = Duration.ofHours(1);

  private final Map<SignInChannel, ArrivalLag> lags = new EnumMap<>(SignInChannel.class);
  private final Map<SignInChannel, Instant> wanted = new EnumMap<>(SignInChannel.class);
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
    for (SignInChannel channel : SignInChannel.values()) {
      lags.put(channel, new ArrivalLag(now));
      wanted.put(channel, now.minus(FIRST_LOOK));
    }
  }

  @Override
  public synchronized Instant wantsFrom(SignInChannel channel) {
    return wanted.get(channel);
  }

  @Override
  public synchronized void take(SignInChannel channel, SignInRow row) {
    lags.get(channel).row(row.createdDateTime());
    current = current.and(row);
  }

  @Override
  public synchronized void settled(SignInChannel channel, Instant upTo) {
    wanted.put(channel, upTo);
  }

  /** A channel was read to its end. */
  synchronized void readAll(SignInChannel channel, Instant from, Instant at) {
    lags.get(channel).readAll(from, at);
  }

  /** Both logs were read to their ends. */
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

  /** How late rows of the slower channel arrive. */
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
        lags.get(SignInChannel.INTERACTIVE).measured(),
        lags.get(SignInChannel.NON_INTERACTIVE).measured());
  }
}
