package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceScope;
import java.time.Instant;

/**
 * What a rollout wants to know of its tenant's sign-in logs.
 *
 * @param scope which rows are evidence; another scope starts the counting anew
 * @param period from when on; another period starts the counting anew
 * @param cohort whose rows; may change while the counting goes on
 * @param notBefore a reading from before then is too old
 * @param depth how far back that reading must have looked for late rows
 */
public record EvidenceQuestion(
    EvidenceScope scope, EvidencePeriod period, Cohort cohort, Instant notBefore, Depth depth) {
  /** The same question with another depth. */
  public EvidenceQuestion to(Depth other) {
    return new EvidenceQuestion(scope, period, cohort, notBefore, other);
  }
}
