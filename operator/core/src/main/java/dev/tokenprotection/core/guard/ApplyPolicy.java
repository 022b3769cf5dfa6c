package dev.tokenprotection.core.guard;

/** Whether a rollout writes to its tenant (spec.applyPolicy). */
public enum ApplyPolicy {
  /** It does. */
  AUTOMATIC,
  /** It plans and never writes. */
  OBSERVE
}
