package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The short road of an emergency stop. It needs nothing but a connection: no valid spec, no
 * resolved names, no break-glass, no evidence, no list of the tenant's policies, and no agreement
 * on which of two marked policies is the right one. It is also the road of a way back whose write
 * failed, whatever else keeps the rollout from going on.
 */
final class StopPhase implements Phase {
  private final TenantRegistry registry;
  private final Supplier<String> ids;
  private final Recorder recorder;
  private final PlanExecution execution;

  StopPhase(
      TenantRegistry registry, Supplier<String> ids, Recorder recorder, PlanExecution execution) {
    this.registry = registry;
    this.ids = ids;
    this.recorder = recorder;
    this.execution = execution;
  }

  @Override
  public Step run(RolloutScope scope) {
    boolean isAsked = !scope.stops().isEmpty();
    if (!(isAsked || isOnTheWayBack(scope)) || scope.resource().getSpec() == null) {
      return Step.GO_ON;
    }
    if (isAsked && !(scope.memory().progress() instanceof Progress.NotStarted)) {
      // First of all: the stop is in force from now on, whatever can be read or written.
      latch(scope);
    }
    if (scope.onlyLooksOn()) {
      // Not even a stop is written; what it wants is planned and told.
      return Step.GO_ON;
    }
    Optional<SharedTenant> tenant =
        registry.view(RolloutWakes.tenantOf(scope.resource())).anyConnection();
    return tenant.isEmpty() ? Step.GO_ON : stop(scope, tenant.get());
  }

  /** Whether an earlier look decided to go back; its write may have failed. */
  private static boolean isOnTheWayBack(RolloutScope scope) {
    return scope.memory().progress() instanceof Progress.FellBack
        && scope.hand() instanceof Hand.None;
  }

  private Step stop(RolloutScope scope, SharedTenant tenant) {
    Outcome<List<ObservedPolicy>> listed = tenant.policies().fresh();
    if (listed.failure().isPresent()) {
      Step step = carryOut(scope, tenant, knownTowardsReportOnly(scope, tenant));
      return step instanceof Step.GoOn ? new Step.Halt(Trouble.of(listed)) : step;
    }
    return carryOut(scope, tenant, towardsReportOnly(scope, listed.success().orElseThrow()));
  }

  private Step carryOut(RolloutScope scope, SharedTenant tenant, Plan plan) {
    if (plan.isEmpty()) {
      return Step.GO_ON;
    }
    if (!scope.stops().isEmpty()) {
      latch(scope);
    }
    scope.memory().intent(scope.memory().intent().followedBy(ids.get(), plan, scope.now()));
    if (recorder.record(scope) == Recorder.Recorded.OVERTAKEN) {
      return new Step.DecideAnew();
    }
    return switch (execution.carryOut(plan, scope, tenant)) {
      case PlanExecution.Ended.Done done -> Step.GO_ON;
      case PlanExecution.Ended.Overtaken overtaken -> new Step.DecideAnew();
      case PlanExecution.Ended.Failed failed -> new Step.Halt(failed.trouble());
    };
  }

  /**
   * The enforced policy whose id is known, without the list of the tenant's policies; also when it
   * can't be read whether it is enabled.
   */
  private static Plan knownTowardsReportOnly(RolloutScope scope, SharedTenant tenant) {
    PolicyId known = scope.memory().policies().get(PolicyRole.ENFORCED);
    if (known == null) {
      return Plan.NOTHING;
    }
    Outcome<ObservedPolicy> found = tenant.tenant().policies().get(known);
    boolean isEnabled =
        found
            .success()
            .map(policy -> policy.content().state() == PolicyState.ENABLED)
            .orElseGet(() -> found.failure().orElseThrow().cause() != Problem.Cause.NOT_FOUND);
    return isEnabled ? new Plan(List.of(towardsReportOnly(known))) : Plan.NOTHING;
  }

  private static Change towardsReportOnly(PolicyId policy) {
    return new Change(
        new Action.SetPolicyState(PolicyRole.ENFORCED, policy, PolicyState.REPORT_ONLY),
        Direction.LESS);
  }

  /** Every policy that is ours by its id or its marker, and enabled. */
  private static Plan towardsReportOnly(RolloutScope scope, List<ObservedPolicy> all) {
    Marker own = Marker.of(scope.identity());
    List<Change> changes = new ArrayList<>();
    for (ObservedPolicy policy : all) {
      boolean ours =
          scope.memory().policies().containsValue(policy.id())
              || Marker.find(policy.content().displayName())
                  .filter(found -> found.marker().equals(own))
                  .isPresent();
      if (ours && policy.content().state() == PolicyState.ENABLED) {
        changes.add(towardsReportOnly(policy.id()));
      }
    }
    return new Plan(changes);
  }

  private void latch(RolloutScope scope) {
    Hold.EmergencyStop stop = scope.stops().getFirst();
    switch (scope.memory().progress()) {
      case Progress.FellBack(Progress.AtStage from, Latch latch) -> {
        if (!latch.id().equals(stop.latch())) {
          fallBack(scope, from, stop);
        }
      }
      case Progress.AtStage at -> fallBack(scope, at, stop);
      case Progress.NotStarted notStarted ->
          fallBack(scope, Progress.AtStage.begin(0, ids.get(), scope.now()), stop);
      case Progress.Completed completed -> fallBack(scope, completed.last(), stop);
    }
  }

  private static void fallBack(RolloutScope scope, Progress.AtStage from, Hold.EmergencyStop stop) {
    Stopped.remember(
        scope,
        new Progress.FellBack(
            from,
            new Latch(
                stop.latch(),
                Latch.Cause.EMERGENCY_STOP,
                scope.now(),
                stop.by(),
                stop.sentence())));
  }
}
