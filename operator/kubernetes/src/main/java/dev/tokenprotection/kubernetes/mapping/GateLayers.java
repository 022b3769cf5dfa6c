package dev.tokenprotection.kubernetes.mapping;

import static dev.tokenprotection.kubernetes.mapping.Settings.firstSet;

import dev.tokenprotection.api.v1alpha1.Approval;
import dev.tokenprotection.api.v1alpha1.BindingSuccess;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.SettleTime;
import java.util.function.Function;

/** Lays the gate of a stage over that of the rollout, field by field, also inside its parts. */
final class GateLayers {
  private GateLayers() {}

  /** Either layer may be null: not set. The result is not. */
  static Gate over(Gate stage, Gate rollout) {
    return new Gate(
        bindingSuccess(
            firstOf(stage, Gate::bindingSuccess), firstOf(rollout, Gate::bindingSuccess)),
        firstSet(stage, rollout, Gate::minSignIns),
        firstSet(stage, rollout, Gate::minUsers),
        firstSet(stage, rollout, Gate::minCoverage),
        firstSet(stage, rollout, Gate::minActiveDays),
        firstSet(stage, rollout, Gate::maxBlockedUsers),
        firstSet(stage, rollout, Gate::applicationsWithoutSignIns),
        firstSet(stage, rollout, Gate::evidenceWindow),
        settleTime(firstOf(stage, Gate::settleTime), firstOf(rollout, Gate::settleTime)),
        firstSet(stage, rollout, Gate::requiredSoakTime),
        firstSet(stage, rollout, Gate::evaluationInterval),
        firstSet(stage, rollout, Gate::consecutiveSuccessLimit),
        firstSet(stage, rollout, Gate::failureLimit),
        firstSet(stage, rollout, Gate::consecutiveErrorLimit),
        firstSet(stage, rollout, Gate::progressDeadline),
        new Approval(
            firstSet(
                firstOf(stage, Gate::approval),
                firstOf(rollout, Gate::approval),
                Approval::minApprovals)));
  }

  private static BindingSuccess bindingSuccess(BindingSuccess stage, BindingSuccess rollout) {
    return new BindingSuccess(
        firstSet(stage, rollout, BindingSuccess::promoteAtOrAbove),
        firstSet(stage, rollout, BindingSuccess::failBelow),
        firstSet(stage, rollout, BindingSuccess::confidence),
        firstSet(stage, rollout, BindingSuccess::metric),
        firstSet(stage, rollout, BindingSuccess::unit),
        firstSet(stage, rollout, BindingSuccess::scope));
  }

  private static SettleTime settleTime(SettleTime stage, SettleTime rollout) {
    return new SettleTime(
        firstSet(stage, rollout, SettleTime::policy),
        firstSet(stage, rollout, SettleTime::membership));
  }

  private static <T> T firstOf(Gate gate, Function<Gate, T> part) {
    return Settings.member(gate, part).orElse(null);
  }
}
