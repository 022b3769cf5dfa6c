package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The first moment whose sign-ins are evidence for leaving a stage: its start, or when the last
 * write to a policy that judges its cohort had become effective everywhere, whichever is later.
 * Source: Microsoft Entra, "Continuous access evaluation", section "Group membership and policy
 * update effective time".
 */
public final class EvidenceStart {
  private EvidenceStart() {}

  /**
   * The start of the evidence.
   *
   * @param lastWrites when each policy was last written by anybody, as far as it exists
   * @param settleTime settleTime.policy
   */
  public static Instant of(
      Rollout rollout,
      Progress.AtStage at,
      Map<PolicyRole, Instant> lastWrites,
      Duration settleTime) {
    return policiesThatMatter(rollout, at.stage()).stream()
        .filter(lastWrites::containsKey)
        .map(role -> lastWrites.get(role).plus(settleTime))
        .filter(settled -> settled.isAfter(at.startedAt()))
        .max(Comparator.naturalOrder())
        .orElse(at.startedAt());
  }

  /**
   * The policies whose results are the evidence for leaving {@code stage}. The enforced one is as
   * soon as it covers anybody: where both apply to a sign-in, it is counted.
   */
  public static Set<PolicyRole> policiesThatMatter(Rollout rollout, int stage) {
    return DesiredState.enforcedIncludes(rollout, stage).isEmpty()
        ? Collections.unmodifiableSet(EnumSet.of(PolicyRole.OBSERVE))
        : Collections.unmodifiableSet(EnumSet.allOf(PolicyRole.class));
  }
}
