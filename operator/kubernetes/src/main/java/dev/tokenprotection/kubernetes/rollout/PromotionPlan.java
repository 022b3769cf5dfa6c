package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.plan.Projection;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.SpentEvidence;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What leaving the present stage writes to Entra, all of it: from what the stage wants to what the
 * next one does. What somebody else changed and what is still to be put right for the present stage
 * is not part of it, so that it stays the same while that comes and goes.
 */
final class PromotionPlan {
  /** More plans than any promotion needs, lest a defect went on for ever. */
  private static final int MOST_PLANS = 16;

  private final RolloutScope scope;
  private final Progress.AtStage at;

  private PromotionPlan(RolloutScope scope, Progress.AtStage at) {
    this.scope = scope;
    this.at = at;
  }

  /** Plans that were carried out one after the other, and what they led to. */
  private record CarriedOut(Plan whole, ObservedState state) {}

  /**
   * @return empty as long as it is not known: something that the present stage wants has no id yet
   */
  static Optional<Plan> of(RolloutScope scope, Progress.AtStage at) {
    return new PromotionPlan(scope, at).plan();
  }

  private Optional<Plan> plan() {
    Optional<CarriedOut> present =
        desired(at, scope.passed())
            .map(desired -> carriedOut(desired, scope.observed()))
            .filter(carriedOut -> carriedOut.whole().only(PromotionPlan::creates).isEmpty());
    Optional<ObservedPolicy> observe =
        present.flatMap(carriedOut -> carriedOut.state().policy(PolicyRole.OBSERVE));
    return observe
        .flatMap(policy -> desired(after(), passedAfter(policy)))
        .map(desired -> carriedOut(desired, present.orElseThrow().state()).whole());
  }

  private Optional<DesiredState> desired(Progress progress, Scope passed) {
    return scope
        .machine()
        .desired(progress, scope.resolved(), scope.breakGlass())
        .map(desired -> desired.enforcingWithin(passed));
  }

  private Progress after() {
    boolean isLast = at.stage() == scope.wanted().rollout().stages().size() - 1;
    return isLast
        ? new Progress.Completed(at.stage(), at.attempt(), scope.now(), SpentEvidence.NONE)
        : Progress.AtStage.begin(at.stage() + 1, at.attempt(), scope.now());
  }

  /** What has passed once the gate of the present stage has. */
  private Scope passedAfter(ObservedPolicy observe) {
    return ScopeMapping.passed(
        ScopeMapping.afterGate(
            scope.memory().passed().orElse(null),
            scope.wanted().rollout(),
            at,
            scope.resolved(),
            observe.content(),
            groups -> 0,
            scope.now()));
  }

  private CarriedOut carriedOut(DesiredState desired, ObservedState from) {
    List<Change> changes = new ArrayList<>();
    ObservedState state = from;
    for (int i = 0; i < MOST_PLANS; i++) {
      Plan next = Planner.plan(desired, scope.members(), state);
      if (next.isEmpty()) {
        break;
      }
      changes.addAll(next.changes());
      state = Projection.after(state, next);
    }
    return new CarriedOut(new Plan(changes), state);
  }

  private static boolean creates(Change change) {
    return change.action() instanceof Action.CreateGroup
        || change.action() instanceof Action.CreatePolicy;
  }
}
