package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Widening;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.Growth;
import dev.tokenprotection.core.guard.GuardContext;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Guards;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.preflight.RequiredChecks;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.tenant.BreakGlassReader;
import java.util.Optional;

/** What is to be written for where the rollout is, and what of it the guards allow. */
final class PlanPhase implements Phase {
  /**
   * The writes of one plan at most: as many as an intent can record, with room for what an earlier
   * one may have created.
   */
  private static final int LONGEST = 90;

  private final BreakGlassProof proof;

  /**
   * @param proof tells whether the policies, as they stand, exempt the emergency access accounts
   */
  PlanPhase(BreakGlassProof proof) {
    this.proof = proof;
  }

  @Override
  public Step run(RolloutScope scope) {
    Optional<DesiredState> desired =
        scope.machine().desired(plannedFor(scope), scope.resolved(), scope.breakGlass());
    scope.widening(desired.flatMap(state -> Widening.of(state.enforced(), scope.passed())));
    scope.planned(desired.map(state -> planned(scope, state)).orElse(Planned.NOTHING));
    return Step.GO_ON;
  }

  /** Where the rollout is. One that only looks on never begins, and is planned as if it had. */
  private static Progress plannedFor(RolloutScope scope) {
    Progress progress = scope.memory().progress();
    return progress instanceof Progress.NotStarted && scope.onlyLooksOn()
        ? Progress.AtStage.begin(0, "", scope.now())
        : progress;
  }

  private Planned planned(RolloutScope scope, DesiredState wanted) {
    Plan plan = Planner.plan(wanted, scope.passed(), scope.members(), scope.observed());
    CreateBackoff backoff = CreateBackoff.decide(scope.memory().intent(), plan, scope.now());
    Plan timely =
        switch (backoff) {
          case CreateBackoff.Proceed(Plan whole) -> whole;
          case CreateBackoff.Wait wait -> wait.allowed();
        };
    if (!timely.only(change -> !change.isTowardsReportOnly()).isEmpty()) {
      // Read anew before every plan that is carried out: yesterday's accounts get nobody in.
      scope.verification(
          BreakGlassReader.verify(scope.tenant().tenant().directory(), scope.breakGlass()));
      scope.checked(RequiredChecks.breakGlass(scope.verification()));
    }
    if (plan.isEmpty() || timely.has(Direction.MORE) || DecidePhase.enforces(scope)) {
      // What-If judges report-only policies too: asked before they are enabled, and after each
      // write.
      scope.checked(RequiredChecks.breakGlassExempt(proof.of(scope)));
    }
    DriftHandling drift = drift(scope, plan);
    return new Planned(
        plan,
        backoff,
        shortened(Guards.check(timely, context(scope, growth(scope, timely), drift))),
        drift);
  }

  private static GuardContext context(RolloutScope scope, Growth growth, DriftHandling drift) {
    return new GuardContext(
        scope.observed(),
        scope.wanted().rollout().profile(),
        scope.wanted().rollout().applications(),
        scope.breakGlass(),
        scope.verification(),
        scope.removal(),
        scope.passed(),
        growth,
        scope.preflight(),
        scope.wanted().caps(),
        scope.wanted().applyPolicy(),
        drift);
  }

  /**
   * What others did. While a write of our own is not closed, what is there may be half of it: then
   * nothing counts as drift.
   */
  private static DriftHandling drift(RolloutScope scope, Plan plan) {
    boolean ownWriteIsOpen = !scope.memory().intent().equals(Intent.NONE);
    Drift drift =
        ownWriteIsOpen
            ? Drift.NONE
            : Drift.of(scope.memory().accepted(), scope.observed(), plan, scope.breakGlass());
    return DriftHandling.of(
        drift, scope.wanted().driftPolicy(), scope.memory().corrections(), scope.now());
  }

  /** Counted only where it matters: the members of large groups take many requests to read. */
  private static Growth growth(RolloutScope scope, Plan plan) {
    if (plan.only(change -> change.direction() == Direction.MORE).isEmpty()) {
      return new Growth.NotAsked();
    }
    return switch (Cohorts.size(scope, scope.passed().includeGroups())) {
      case Attempt.Done<Integer>(Integer present) ->
          new Growth.Counted(scope.memory().passedUsers(), present);
      case Attempt.Failed<Integer>(Trouble trouble) -> new Growth.Unknown(trouble.message());
    };
  }

  /** Only after the guards: a limit on how much may change is a limit on the whole plan. */
  private static Guarded shortened(Guarded guarded) {
    Plan allowed = guarded.allowed();
    return allowed.changes().size() <= LONGEST
        ? guarded
        : new Guarded(new Plan(allowed.changes().subList(0, LONGEST)), guarded.refused());
  }
}
