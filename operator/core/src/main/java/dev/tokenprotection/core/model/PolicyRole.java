package dev.tokenprotection.core.model;

/**
 * Which of a rollout's two policies. Two, because one policy that is flipped between report-only
 * and enabled loses the evidence for the next stage.
 */
public enum PolicyRole {
  /** Always report-only; covers everybody whose evidence is wanted. */
  OBSERVE,
  /** Report-only and for nobody until a stage enforces; then enabled for the enforced cohorts. */
  ENFORCED
}
