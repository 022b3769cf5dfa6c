package dev.tokenprotection.core.model;

/** What becomes of a rollout's policies when the rollout is deleted (spec.deletionPolicy). */
public enum DeletionPolicy {
  /** They stay as they are. */
  ORPHAN,
  /** What is enabled goes to report-only: nobody is blocked any more, evidence goes on growing. */
  REPORT_ONLY,
  /** All are disabled. */
  DISABLE
}
