package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Outcome;
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
 * resolved names, no break-glass, no evidence, and no agreement on which of two marked policies is
 * the right one.
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
    if (scope.stops().isEmpty() || scope.resource().getSpec() == null) {
      return Step.GO_ON;
    }
    Optional<SharedTenant> tenant =
        registry.view(RolloutWakes.tenantOf(scope.resource())).anyConnection();
    return tenant.isEmpty() ? Step.GO_ON : stop(scope, tenant.get());
  }

  private Step stop(RolloutScope scope, SharedTenant tenant) {
    Outcome<List<ObservedPolicy>> listed = tenant.policies().fresh();
    if (listed.failure().isPresent()) {
      return new Step.Halt(Trouble.of(listed));
    }
    Plan plan = towardsReportOnly(scope, listed.success().orElseThrow());
    if (plan.isEmpty()) {
      return Step.GO_ON;
    }
    latch(scope);
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
        changes.add(
            new Change(
                new Action.SetPolicyState(
                    PolicyRole.ENFORCED, policy.id(), PolicyState.REPORT_ONLY),
                Direction.LESS));
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
      case Progress.Completed completed ->
          fallBack(
              scope,
              Progress.AtStage.begin(completed.stage(), completed.attempt(), completed.at()),
              stop);
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
