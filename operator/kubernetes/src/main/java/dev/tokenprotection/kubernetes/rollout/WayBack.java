package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;

/** Carries a plan towards report-only out at once: it is recorded first, as every other. */
final class WayBack {
  private final Recorder recorder;
  private final PlanExecution execution;

  WayBack(Recorder recorder, PlanExecution execution) {
    this.recorder = recorder;
    this.execution = execution;
  }

  /** Goes on when all was written, or nothing had to be. */
  Phase.Step take(Plan plan, RolloutScope scope, SharedTenant tenant) {
    if (plan.isEmpty()) {
      return Phase.Step.GO_ON;
    }
    if (recorder.recordIntent(scope, plan) == Recorder.Recorded.OVERTAKEN) {
      return new Phase.Step.DecideAnew();
    }
    return switch (execution.carryOut(plan, scope, tenant)) {
      case PlanExecution.Ended.Done done -> Phase.Step.GO_ON;
      case PlanExecution.Ended.Overtaken overtaken -> new Phase.Step.DecideAnew();
      case PlanExecution.Ended.Failed failed -> new Phase.Step.Halt(failed.trouble());
    };
  }
}
