package dev.tokenprotection.core.stage;

/** What happens when the gate of a stage failed more often than is tolerated. */
public enum OnGateFailure {
  /** The rollout stays where it is. */
  PAUSE,
  /** The rollout goes back to the stage before; at the first stage it stays. */
  ROLLBACK_STAGE,
  /** The enforced policy goes to report-only, and the rollout stays there. */
  REPORT_ONLY
}
