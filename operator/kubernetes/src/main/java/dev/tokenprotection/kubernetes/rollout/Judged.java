package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import java.time.Instant;

/**
 * What the sign-in logs say.
 *
 * @param start from when on sign-ins count
 * @param evaluation whether the gate was asked, and what it said
 * @param pending whether the logs are being read for an evaluation that is due
 * @param cohortSize how many users were judged; 0 when nobody was
 * @param breaker whether people are being blocked
 */
record Judged(
    EvidenceStart start,
    Evaluation evaluation,
    Pending pending,
    int cohortSize,
    BreakerReading breaker) {
  static final Judged NOTHING = notAsked(new EvidenceStart.NotYet(PolicyRole.OBSERVE));

  /** Whether an evaluation that is due waits for the logs. */
  sealed interface Pending {
    record No() implements Pending {}

    /**
     * @param since when the evaluation was due
     */
    record Yes(Instant since) implements Pending {}
  }

  static Judged notAsked(EvidenceStart start) {
    return new Judged(
        start, new Evaluation.NotDone(), new Pending.No(), 0, new BreakerReading.NotRead());
  }

  /**
   * @param evaluation whether it has waited for so long that it is told
   */
  static Judged pending(EvidenceStart start, Evaluation evaluation, Instant since) {
    return new Judged(start, evaluation, new Pending.Yes(since), 0, new BreakerReading.NotRead());
  }

  static Judged evaluated(EvidenceStart start, Evaluation.Done done, int cohortSize) {
    return new Judged(start, done, new Pending.No(), cohortSize, new BreakerReading.NotRead());
  }

  Judged with(BreakerReading reading) {
    return new Judged(start, evaluation, pending, cohortSize, reading);
  }
}
