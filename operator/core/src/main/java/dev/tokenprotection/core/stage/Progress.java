package dev.tokenprotection.core.stage;

import java.time.Instant;

/** Where a rollout is, as it is remembered between two looks. */
public sealed interface Progress {
  /** Nothing was done yet. */
  record NotStarted() implements Progress {}

  /**
   * In a stage.
   *
   * @param stage its index, from 0
   * @param attempt a random id of this attempt at it
   * @param startedAt when the attempt began; soak counts from here
   * @param evidence the evidence of the attempt
   * @param counters what came out of the gate
   * @param spent the evidences of earlier attempts, at this stage and others
   */
  record AtStage(
      int stage,
      String attempt,
      Instant startedAt,
      EvidenceRun evidence,
      Counters counters,
      SpentEvidence spent)
      implements Progress {

    /** A new attempt at a stage that nobody has looked at before. */
    public static AtStage begin(int stage, String attempt, Instant now) {
      return new AtStage(
          stage, attempt, now, new EvidenceRun(0, now), Counters.ZERO, SpentEvidence.NONE);
    }

    AtStage with(EvidenceRun newEvidence, Counters newCounters) {
      return new AtStage(stage, attempt, startedAt, newEvidence, newCounters, spent);
    }
  }

  /**
   * Back in report-only, until a person resumes.
   *
   * @param from where it was
   * @param latch what stopped it
   */
  record FellBack(AtStage from, Latch latch) implements Progress {}

  /**
   * The last stage was left. Its state is kept, and the breaker stays on.
   *
   * @param stage the index of the last stage
   * @param attempt the id of the attempt in which it passed
   * @param at when
   * @param spent the evidences of all attempts
   */
  record Completed(int stage, String attempt, Instant at, SpentEvidence spent) implements Progress {

    /**
     * The attempt with which it ended, for what leads back from here.
     *
     * @param name the name of its stage, whose error budget stays as spent as it is
     */
    public AtStage last(String name) {
      return new AtStage(
          stage, attempt, at, new EvidenceRun(spent.of(name), at), Counters.ZERO, spent);
    }
  }
}
