package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.NextAction;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.Locale;

/** The state of a rollout in one word, for columns. Derived: nothing is decided by it. */
record PhaseName(RolloutPhase phase) {

  static PhaseName of(RolloutScope scope, GateStatus gate) {
    return new PhaseName(phase(scope, gate));
  }

  /** Such as {@code Soaking}. */
  String apiName() {
    String name = phase.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static RolloutPhase phase(RolloutScope scope, GateStatus gate) {
    if (scope.resource().isMarkedForDeletion()) {
      return RolloutPhase.DELETING;
    }
    boolean stalled =
        scope.gravestTrouble().filter(t -> t.mending() == Trouble.Mending.BY_PERSON).isPresent();
    return switch (scope.memory().progress()) {
      case Progress.FellBack fellBack -> RolloutPhase.STOPPED;
      // Whoever applies a rollout before its tenant only has to wait.
      case Progress.NotStarted notStarted when waitsForTenant(scope) -> RolloutPhase.PENDING;
      case Progress any when stalled -> RolloutPhase.STALLED;
      case Progress.NotStarted notStarted ->
          scope.unresolvedGroups().isEmpty() ? RolloutPhase.PENDING : RolloutPhase.STALLED;
      case Progress.Completed completed -> RolloutPhase.COMPLETED;
      case Progress.AtStage at -> inStage(scope, gate);
    };
  }

  private static boolean waitsForTenant(RolloutScope scope) {
    return scope
        .trouble()
        .filter(
            trouble ->
                trouble.reason() == ConditionReason.TENANT_NOT_READY
                    || trouble.reason() == ConditionReason.TENANT_NOT_FOUND)
        .isPresent();
  }

  private static RolloutPhase inStage(RolloutScope scope, GateStatus gate) {
    if (scope.resource().getSpec() != null
        && Boolean.TRUE.equals(scope.resource().getSpec().paused())) {
      return RolloutPhase.PAUSED;
    }
    if (!scope.planned().refusedForPerson().isEmpty()) {
      return RolloutPhase.HOLDING;
    }
    if (!scope.planned().missing().isEmpty() || scope.trouble().isPresent()) {
      return RolloutPhase.PROGRESSING;
    }
    if (scope.decision().map(Decision::next).map(NextAction::type).stream()
        .anyMatch(type -> type == NextAction.Type.WAIT_FOR_PERSON)) {
      return RolloutPhase.FAILED;
    }
    boolean holds =
        gate != null && ("Inconclusive".equals(gate.phase()) || "Error".equals(gate.phase()));
    return holds ? RolloutPhase.HOLDING : RolloutPhase.SOAKING;
  }
}
