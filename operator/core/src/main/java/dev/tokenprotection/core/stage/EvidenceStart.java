package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * From when on sign-ins are evidence for leaving a stage. Source: Microsoft Entra, "Continuous
 * access evaluation", section "Group membership and policy update effective time".
 */
public sealed interface EvidenceStart {
  /**
   * From a moment: the start of the stage, or when the last write to a policy that judges its
   * cohort had become effective everywhere, whichever is later.
   */
  record From(Instant instant) implements EvidenceStart {}

  /** Not yet: a policy that judges the cohort is missing, or is about to be written. */
  record NotYet(PolicyRole role) implements EvidenceStart {}

  /**
   * The start of the evidence.
   *
   * @param observed the policies as they are; whoever wrote them last restarted the evidence
   * @param allowed the writes that are about to be carried out
   * @param settleTime settleTime.policy
   */
  static EvidenceStart of(
      Rollout rollout,
      Progress.AtStage at,
      ObservedState observed,
      Plan allowed,
      Duration settleTime) {
    Instant start = at.startedAt();
    for (PolicyRole role : policiesThatMatter(rollout, at.stage())) {
      if (observed.policy(role).isEmpty()
          || allowed.actions().stream().anyMatch(a -> writes(a, role))) {
        return new NotYet(role);
      }
      Instant settled = observed.policies().get(role).modifiedAt().plus(settleTime);
      start = settled.isAfter(start) ? settled : start;
    }
    return new From(start);
  }

  /**
   * The policies whose results are the evidence for leaving {@code stage}. The enforced one is as
   * soon as it covers anybody: where both apply to a sign-in, it is counted.
   */
  static Set<PolicyRole> policiesThatMatter(Rollout rollout, int stage) {
    return DesiredState.enforcedIncludes(rollout, stage).isEmpty()
        ? Collections.unmodifiableSet(EnumSet.of(PolicyRole.OBSERVE))
        : Collections.unmodifiableSet(EnumSet.allOf(PolicyRole.class));
  }

  private static boolean writes(Action action, PolicyRole role) {
    return switch (action) {
      case Action.CreatePolicy create -> create.role() == role;
      case Action.RestorePolicy restore -> restore.role() == role;
      case Action.AdoptPolicy adopt -> adopt.role() == role;
      case Action.TakeOver.OfPolicy taken -> taken.role() == role;
      case Action.TakeOver.OfGroup _ -> false;
      case Action.UpdatePolicy update -> update.role() == role;
      case Action.SetPolicyState set -> set.role() == role;
      case Action.CreateGroup _ -> false;
      case Action.AddMembers _ -> false;
      case Action.RemoveMember _ -> false;
    };
  }
}
