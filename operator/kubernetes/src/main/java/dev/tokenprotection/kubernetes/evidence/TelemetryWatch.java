package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Looks at the logs themselves: whether rows say what is needed, and how late they come. */
final class TelemetryWatch implements LogWatch {
  /** How far back the first look goes. */
  private static final Duration FIRST_LOOK = Duration.ofMinutes(90);

  /** How long what was read says how the log is now. */
  private static final Duration TOLD_OF = Duration.ofHours(1);

  private final Map<SignInChannel, ArrivalLag> lags = new EnumMap<>(SignInChannel.class);
  private final Map<SignInChannel, Instant> wanted = new EnumMap<>(SignInChannel.class);
  private final Deque<Passed> passed = new ArrayDeque<>();
  private final Instant watchedFrom;
  private Counts current = Counts.NONE;

  /** What a reading up to a moment gave. */
  private record Passed(Instant at, Counts counts) {}

  private record Counts(long rows, long withoutDetails, long withoutPolicies, Instant newest) {
    static final Counts NONE = new Counts(0, 0, 0, Instant.MIN);

    Counts and(SignInRow row) {
      return new Counts(
          rows + 1,
          withoutDetails + (row.details() instanceof BindingDetails.Missing ? 1 : 0),
          withoutPolicies + (row.policies() instanceof AppliedPolicies.Missing ? 1 : 0),
          row.createdDateTime().isAfter(newest) ? row.createdDateTime() : newest);
    }

    Counts and(Counts other) {
      return new Counts(
          rows + other.rows,
          withoutDetails + other.withoutDetails,
          withoutPolicies + other.withoutPolicies,
          other.newest.isAfter(newest) ? other.newest : newest);
    }
  }

  TelemetryWatch(Instant now) {
    this.watchedFrom = now.minus(FIRST_LOOK);
    for (SignInChannel channel : SignInChannel.values()) {
      lags.put(channel, new ArrivalLag());
      wanted.put(channel, watchedFrom);
    }
  }

  @Override
  public synchronized Instant wantsFrom(SignInChannel channel) {
    return wanted.get(channel);
  }

  @Override
  public synchronized void take(SignInChannel channel, SignInRow row) {
    lags.get(channel).first(delay(), row);
    current = current.and(row);
  }

  /**
   * Takes a row that was looked for once more, at that age. Of rows from before the first reading
   * nobody knows when they came.
   */
  synchronized void takeAgain(SignInChannel channel, Duration age, SignInRow row) {
    if (!row.createdDateTime().isBefore(watchedFrom)) {
      lags.get(channel).again(age, row);
    }
  }

  /** Takes a row of a sample that is younger than those that are given. */
  synchronized void takeEarly(SignInChannel channel, Duration age, SignInRow row) {
    lags.get(channel).early(age, row);
  }

  @Override
  public synchronized void settled(SignInChannel channel, Instant upTo) {
    wanted.put(channel, upTo);
  }

  /** Both logs were read as far as they are to be read at that time. */
  synchronized void passed(Instant now) {
    if (current.rows() > 0) {
      passed.removeIf(earlier -> earlier.at().isBefore(now.minus(TOLD_OF)));
      passed.add(new Passed(now, current));
    }
    current = Counts.NONE;
    lags.values().forEach(lag -> lag.forgetBefore(now));
  }

  /** A reading failed. */
  synchronized void cutShort() {
    current = Counts.NONE;
  }

  /** How late rows of the slower channel arrive. */
  synchronized Duration lag() {
    return lags.values().stream().map(ArrivalLag::measured).max(Duration::compareTo).orElseThrow();
  }

  /** The same, of rows that count for a rollout. */
  synchronized Duration lagOfTheSample() {
    return lags.values().stream()
        .map(ArrivalLag::ofTheSample)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /** How old rows are before they are read: there is no evidence in younger ones. */
  synchronized Duration delay() {
    return lag();
  }

  /** Whether so many rows count against a rollout that to read them often costs much. */
  synchronized boolean hasManyAgainst() {
    return lags.values().stream().anyMatch(ArrivalLag::hasManyAgainst);
  }

  /** Whether most of what was seen in a span, and counts against a rollout, is not among these. */
  synchronized boolean missesMost(SignInChannel channel, ArrivalLag.Span span, Set<String> ids) {
    return lags.get(channel).missesMost(span, ids);
  }

  /** What was seen; only after a first reading. */
  synchronized Telemetry seen() {
    Counts told = passed.stream().map(Passed::counts).reduce(Counts.NONE, Counts::and);
    if (told.rows() == 0) {
      return new Telemetry.Silent();
    }
    return new Telemetry.Read(
        told.rows(),
        told.withoutDetails(),
        told.withoutPolicies(),
        told.newest(),
        lags.get(SignInChannel.INTERACTIVE).measured(),
        lags.get(SignInChannel.NON_INTERACTIVE).measured());
  }
}
