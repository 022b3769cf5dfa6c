package dev.tokenprotection.core.stage;

/** What a look at a rollout leads to. */
public sealed interface Decision {
  /** What to remember. */
  Progress progress();

  /** One sentence for a person: what was decided and why. */
  String message();

  /** What comes next, and when to look again. */
  NextAction next();

  /** The first stage begins. */
  record Start(Progress.AtStage progress, String message, NextAction next) implements Decision {}

  /** Nothing moves. */
  record Stay(Progress progress, String message, NextAction next) implements Decision {}

  /** The gate has just failed more often than is tolerated; the stage stays. */
  record FailGate(Progress.AtStage progress, String message, NextAction next) implements Decision {}

  /** The next stage begins: the scope that {@code from} judged has passed its gate. */
  record Promote(Progress.AtStage from, Progress.AtStage progress, String message, NextAction next)
      implements Decision {}

  /** The gate of the last stage has passed. */
  record Complete(
      Progress.AtStage from, Progress.Completed progress, String message, NextAction next)
      implements Decision {}

  /** The enforced policy goes to report-only, at once. */
  record FallBackToReportOnly(Progress.FellBack progress, String message, NextAction next)
      implements Decision {}

  /**
   * The stage before begins anew, and no more than its scope stays enforced.
   *
   * @param from the attempt that was left
   * @param progress the new attempt, or the same stop that would resume with it
   * @param by the token of the person who asked for it, or {@link Latch#OPERATOR} after a failed
   *     gate
   */
  record RollBack(
      Progress.AtStage from, Progress progress, String by, String message, NextAction next)
      implements Decision {}

  /** A person let the stage begin anew. */
  record Retry(
      Progress.AtStage from, Progress.AtStage progress, String by, String message, NextAction next)
      implements Decision {}

  /**
   * A person let the stage be left without a verdict: the scope that {@code from} was about counts
   * as passed, by that person and for that reason.
   *
   * @param progress the next stage, or the end
   */
  record Skip(
      Progress.AtStage from,
      Progress progress,
      String by,
      String reason,
      String message,
      NextAction next)
      implements Decision {}

  /** A person let the stage begin anew after a stop. */
  record Resume(Progress.AtStage progress, String message, NextAction next) implements Decision {}
}
