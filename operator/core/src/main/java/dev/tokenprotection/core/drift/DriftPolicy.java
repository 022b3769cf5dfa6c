package dev.tokenprotection.core.drift;

/** What is done about drift. */
public enum DriftPolicy {
  /** It is put back. */
  CORRECT,
  /** It is told and left as it is; the rollout goes on unless evidence is missing by it. */
  REPORT,
  /** It is told and left as it is; no stage is left until it is gone. */
  PAUSE
}
