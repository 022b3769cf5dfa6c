package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.mapping.Wanted;
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
    return stagesAreTheSame(scope) ? Step.GO_ON : new Step.Halt(stagesChanged());
  }

  private static boolean stagesAreTheSame(RolloutScope scope) {
    var status = scope.resource().getStatus();
    if (status == null
        || status.stagesHash() == null
        || scope.memory().progress() instanceof Progress.NotStarted) {
      return true;
    }
    return status
        .stagesHash()
        .equals(StagesHash.of(scope.resource().getSpec().stages(), status.currentStage().number()));
  }

  private static Trouble stagesChanged() {
    return Trouble.forPerson(
        ConditionReason.STAGES_CHANGED,
        "Stages that were reached already were changed (name, order, state or groups). Put them"
            + " back as they were; later stages, gates and users may change freely.");
  }

  private static String text(List<Violation> violations) {
    String named =
        violations.stream().limit(NAMED).map(Violation::sentence).collect(Collectors.joining(". "));
    int more = violations.size() - NAMED;
    return more > 0 ? named + ". And " + more + " more" : named;
  }
}
