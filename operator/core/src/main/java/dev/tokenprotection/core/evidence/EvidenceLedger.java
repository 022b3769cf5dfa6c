package dev.tokenprotection.core.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts the rows of one rollout's stage. Give it every row of the tenant's log, in any order and
 * as often as they are read; ask it for the evidence up to a moment.
 *
 * <p>A policy write, a new stage or another scope needs a new ledger; a changed cohort does not.
 * Not safe for use by several threads.
 */
public final class EvidenceLedger {

  /**
   * @param lateness how late a row may come and still be counted; the overlap that is read again
   *     must not reach back further
   */
  public EvidenceLedger(
      EvidenceScope scope, EvidencePeriod period, Cohort cohort, Duration lateness) {
    throw new UnsupportedOperationException("counting comes with the next slice");
  }

  /** From now on, rows count for these users. */
  public void changeCohort(Cohort changed) {
    throw new UnsupportedOperationException("counting comes with the next slice");
  }

  /** Takes a row of the log. */
  public void add(SignInRow row) {
    throw new UnsupportedOperationException("counting comes with the next slice");
  }

  /** The evidence up to {@code end}, see {@link EvidencePeriod#end}. */
  public Evidence upTo(Instant end) {
    throw new UnsupportedOperationException("counting comes with the next slice");
  }
}
