package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.mapping.Wanted;
import dev.tokenprotection.kubernetes.status.ReachedStages;
import dev.tokenprotection.kubernetes.status.StagesHash;
import dev.tokenprotection.kubernetes.validation.RolloutValidation;
import dev.tokenprotection.kubernetes.validation.Violation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the spec can be acted upon, and whether it still is about the stages that were reached.
 */
final class ValidatePhase implements Phase {
  private static final int NAMED = 5;

  @Override
  public Step run(RolloutScope scope) {
    List<Violation> violations = RolloutValidation.check(scope.resource());
    if (!violations.isEmpty()) {
      return new Step.Halt(Trouble.forPerson(ConditionReason.INVALID_SPEC, text(violations)));
    }
    scope.wanted(Wanted.of(scope.resource(), scope.identity().installation()));
    scope.stageEdit(stageEdit(scope));
    return switch (scope.stageEdit()) {
      case StageEdit.None none -> Step.GO_ON;
      case StageEdit.Accepted accepted -> Step.GO_ON;
      case StageEdit.Refused refused -> new Step.Halt(stagesChanged(scope, refused));
    };
  }

  private static StageEdit stageEdit(RolloutScope scope) {
    var status = scope.resource().getStatus();
    if (status == null
        || status.stagesHash() == null
        || scope.memory().progress() instanceof Progress.NotStarted) {
      return new StageEdit.None();
    }
    return StageEdit.of(
        status.stagesHash(),
        StagesHash.of(scope.resource().getSpec().stages(), status.currentStage().number()),
        Annotations.token(scope.resource(), Annotations.ACCEPT_STAGES).orElse(""));
  }

  private static Trouble stagesChanged(RolloutScope scope, StageEdit.Refused refused) {
    return Trouble.forPerson(
        ConditionReason.STAGES_CHANGED,
        refused.sentence(
            ReachedStages.edits(
                scope.resource().getStatus().reachedStages(), scope.resource().getSpec().stages()),
            Annotations.command(scope, Annotations.ACCEPT_STAGES, refused.hash())));
  }

  private static String text(List<Violation> violations) {
    String named =
        violations.stream().limit(NAMED).map(Violation::sentence).collect(Collectors.joining(". "));
    int more = violations.size() - NAMED;
    return more > 0 ? named + ". And " + more + " more" : named;
  }
}
