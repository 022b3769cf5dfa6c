package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceLedger;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.SignInPort.Stream;
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
  private final Map<Stream, Instant> wanted = new EnumMap<>(Stream.class);
  private Cohort cohort;
  private Instant readIn = Instant.MIN;

  LedgerWatch(EvidenceScope scope, EvidencePeriod period, Cohort cohort) {
    this.scope = scope;
    this.period = period;
    this.cohort = cohort;
    this.ledger = new EvidenceLedger(scope, period, cohort, LogReader.LATENESS);
    for (Stream stream : Stream.values()) {
      wanted.put(stream, period.start().minus(LOOK_BACK));
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
  public synchronized Instant wantsFrom(Stream stream) {
    return wanted.get(stream);
  }

  @Override
  public synchronized void take(Stream stream, SignInRow row) {
    ledger.add(row);
  }

  @Override
  public synchronized void settled(Stream stream, Instant upTo) {
    wanted.put(stream, upTo);
    ledger.readUpTo(slower());
  }

  /** The reading that began at {@code begunAt} gave this watch everything that it wanted. */
  synchronized void readIn(Instant begunAt) {
    readIn = begunAt;
  }

  /** Whether the reading that began at {@code begunAt} was for this watch as well. */
  synchronized boolean wasReadIn(Instant begunAt) {
    return readIn.equals(begunAt);
  }

  synchronized Evidence upTo(Instant end) {
    return ledger.upTo(end);
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

  /** Up to when both streams were read. */
  private Instant slower() {
    return wanted.values().stream().min(Instant::compareTo).orElseThrow();
  }
}
