package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceLedger;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.RowClass;
import dev.tokenprotection.core.evidence.RowClassifier;
import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows for one stage of one rollout. */
final class LedgerWatch implements LogWatch {
  /** Rows from before the period are not counted, but show that anybody signs in at all. */
  private static final Duration LOOK_BACK = Duration.ofHours(4);

  private final EvidenceScope scope;
  private final EvidencePeriod period;
  private final EvidenceLedger ledger;
  private final RowClassifier classifier;
  private final Map<SignInChannel, Instant> wanted = new EnumMap<>(SignInChannel.class);
  private final Map<Depth, Instant> readUpTo = new EnumMap<>(Depth.class);
  private Cohort cohort;
  private Instant lastUnaskable = Instant.MIN;

  LedgerWatch(EvidenceScope scope, EvidencePeriod period, Cohort cohort) {
    this.scope = scope;
    this.period = period;
    this.cohort = cohort;
    this.classifier = new RowClassifier(scope);
    this.ledger = new EvidenceLedger(scope, period, cohort, LogReader.LATENESS);
    for (SignInChannel channel : SignInChannel.values()) {
      wanted.put(channel, period.start().minus(LOOK_BACK));
    }
    for (Depth depth : Depth.values()) {
      readUpTo.put(depth, Instant.MIN);
    }
  }

  /** Whether what was counted so far is evidence for {@code scope} and {@code period}. */
  boolean counts(EvidenceScope otherScope, EvidencePeriod otherPeriod) {
    return scope.equals(otherScope) && period.equals(otherPeriod);
  }

  synchronized void changeCohort(Cohort changed) {
    if (cohort != changed) {
      cohort = changed;
      ledger.changeCohort(changed);
    }
  }

  @Override
  public synchronized Instant wantsFrom(SignInChannel channel) {
    return wanted.get(channel);
  }

  @Override
  public synchronized void take(SignInChannel channel, SignInRow row) {
    ledger.add(row);
    if (row.createdDateTime().isAfter(lastUnaskable) && isUnaskable(row)) {
      lastUnaskable = row.createdDateTime();
    }
  }

  @Override
  public synchronized Instant lastUnaskable() {
    return lastUnaskable;
  }

  @Override
  public synchronized void settled(SignInChannel channel, Instant upTo) {
    wanted.put(channel, upTo);
    ledger.readUpTo(slower());
  }

  /** Nothing is missing up to a moment, with late rows looked for as deep as said. */
  synchronized void readUpTo(Depth depth, Instant moment) {
    readUpTo.put(Depth.USUAL, moment);
    if (depth == Depth.DEEP) {
      readUpTo.put(Depth.DEEP, moment);
    }
  }

  /** Up to when nothing is missing but late rows. */
  synchronized Instant readUpTo() {
    return readUpTo.get(Depth.USUAL);
  }

  /** Whether enough was read to answer {@code question}. */
  synchronized boolean answers(EvidenceQuestion question) {
    return !readUpTo.get(question.depth()).isBefore(question.notBefore());
  }

  /** Whether older rows are missing than {@code other} is up to. */
  boolean isBehind(LogWatch other) {
    for (SignInChannel channel : SignInChannel.values()) {
      if (wantsFrom(channel).isBefore(other.wantsFrom(channel))) {
        return true;
      }
    }
    return false;
  }

  /** The evidence as far as rows can be there when they come so late at most. */
  synchronized Evidence upTo(Duration lag) {
    Instant end = EvidencePeriod.end(readUpTo(), lag);
    return ledger.upTo(end.isBefore(slower()) ? end : slower());
  }

  /** How much of the period was read, 0 to 100. */
  synchronized int percentRead(Instant now) {
    Duration whole = Duration.between(period.start(), now);
    if (whole.isNegative() || whole.isZero()) {
      return 100;
    }
    long percent =
        Duration.between(period.start(), slower()).toSeconds()
            * 100
            / Math.max(1, whole.toSeconds());
    return Math.clamp(percent, 0, 100);
  }

  private boolean isUnaskable(SignInRow row) {
    if (RowSelection.AGAINST.includes(row)) {
      return false;
    }
    return switch (classifier.classify(row)) {
      case RowClass.Unbound _, RowClass.Unreadable _ -> true;
      case RowClass.Bound _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _,
          RowClass.SetAside _,
          RowClass.Unrelated _ ->
          false;
    };
  }

  /** Up to when both logs were read. */
  private Instant slower() {
    return wanted.values().stream().min(Instant::compareTo).orElseThrow();
  }
}
