package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.guard.Deletion;
import dev.tokenprotection.core.guard.GuardContext;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Guards;
import dev.tokenprotection.core.guard.Overlap;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.DeletionPlan;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.stage.Answer;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.core.stage.StageMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator's loop asks the core. A {@link Mutation} answers one of the questions badly.
 */
class Core {
  static final Core SOUND = new Core();

  Plan plan(DesiredState desired, DesiredMembers members, ObservedState observed) {
    return Planner.plan(desired, members, observed);
  }

  Guarded guard(Plan plan, GuardContext context) {
    return Guards.check(plan, context);
  }

  CreateBackoff backoff(Intent intent, Plan plan, Instant now) {
    return CreateBackoff.decide(intent, plan, now);
  }

  /** Whether {@code action} may be sent under an intent of this age. */
  boolean covers(Intent intent, Action action, Duration age) {
    return intent.covers(action, age);
  }

  /** The same state with no more enforced than has passed. */
  DesiredState within(DesiredState desired, Scope passed) {
    return desired.enforcingWithin(passed);
  }

  Scope passedWith(
      Scope before, Rollout rollout, int stage, Resolved resolved, PolicyContent observe) {
    return Scope.passedWith(before, rollout, stage, resolved, observe);
  }

  Decision decide(StageMachine machine, Progress progress, Input input) {
    return machine.decide(progress, input);
  }

  Answer answer(StageMachine machine, Progress progress, Input input) {
    return machine.answer(progress, input);
  }

  EvidenceStart evidenceStart(
      Rollout rollout,
      Progress.AtStage at,
      ObservedState observed,
      Plan allowed,
      Duration settleTime) {
    return EvidenceStart.of(rollout, at, observed, allowed, settleTime);
  }

  Recovery recovery(
      Rollout rollout, Resolved resolved, BreakGlass breakGlass, ObservedState observed) {
    return Recovery.of(rollout, resolved, breakGlass, observed.policies());
  }

  StageEdit stageEdit(String recorded, String present, String named) {
    return StageEdit.of(recorded, present, named);
  }

  DriftHandling drift(Drift drift, DriftPolicy policy, Corrections corrections, Instant now) {
    return DriftHandling.of(drift, policy, corrections, now);
  }

  Ownership ownership(
      RolloutIdentity identity, Collection<ObservedPolicy> all, Map<PolicyRole, PolicyId> known) {
    return Ownership.of(identity, all, known);
  }

  Optional<Overlap> overlap(Claim own, Collection<Claim> others, Set<Marker> inEntra) {
    return Overlap.before(own, others, inEntra);
  }

  Deletion deletion(
      DeletionPolicy policy, Deletion.Confirmation confirmation, Deletion.Haste haste) {
    return Deletion.decide(policy, ApplyPolicy.AUTOMATIC, confirmation, haste);
  }

  Plan deletionPlan(DeletionPolicy policy, List<DeletionPlan.Owned> owned) {
    return DeletionPlan.of(policy, owned);
  }

  /** How many of those who approved anything count for the request that is open. */
  int approvals(Set<String> approved, String open) {
    return approved.contains(open) ? 2 : 0;
  }

  /** Whether a write may be sent by a replica that holds the lease or does not. */
  boolean maySend(boolean leads) {
    return leads;
  }
}
