package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where a rollout goes on that has policies in Entra and does not know where it is, since its
 * status was lost. Nothing is written for it here: it is only put where what is live says, so that
 * what is planned next neither lowers protection nor widens it.
 */
final class RecoverPhase implements Phase {
  private final Supplier<String> ids;

  /**
   * @param ids gives random ids
   */
  RecoverPhase(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public Step run(RolloutScope scope) {
    if (!(scope.memory().progress() instanceof Progress.NotStarted)
        || scope.observed().owned().isEmpty()) {
      return Step.GO_ON;
    }
    return switch (Recovery.of(
        scope.wanted().rollout(),
        scope.resolved(),
        scope.breakGlass(),
        scope.observed().policies())) {
      case Recovery.Anew anew -> Step.GO_ON;
      case Recovery.At at -> recovered(scope, at);
      case Recovery.Unresolved(List<String> groups) -> new Step.Halt(unresolved(scope, groups));
      case Recovery.Disagrees(String sentence) ->
          new Step.Halt(Trouble.forPerson(ConditionReason.STATUS_LOST, lost(sentence)));
    };
  }

  private Step recovered(RolloutScope scope, Recovery.At found) {
    Attempt<Integer> users = Cohorts.size(scope, found.passed().includeGroups());
    if (users instanceof Attempt.Failed<Integer>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    Progress.AtStage at = found.begin(ids.get(), scope.now());
    String stage = scope.stageName(at.stage());
    if (!found.passed().equals(Scope.NOTHING)) {
      scope
          .memory()
          .passed(
              ScopeMapping.recovered(
                  found.passed(), stage, at, users.success().orElseThrow(), scope.now()));
    }
    String sentence = lost(because(scope)) + " So " + goesOn(scope, at);
    scope.memory().progress(at);
    scope.memory().gate(GateMeasurements.NONE);
    scope
        .memory()
        .ended(
            new HistoryEntry(
                stage, null, null, scope.now(), "Superseded", sentence, Latch.OPERATOR, null));
    scope.tell(EventReason.STATUS_RECOVERED, sentence);
    HandsPhase.putOnRecord(scope);
    return Step.GO_ON;
  }

  private static String lost(String sentence) {
    return "The rollout's status was lost. " + sentence;
  }

  private static String because(RolloutScope scope) {
    return scope
        .observed()
        .policy(PolicyRole.ENFORCED)
        .filter(policy -> policy.content().enforces())
        .map(
            policy ->
                "Its policy "
                    + policy.id()
                    + " in Entra is enabled for just the groups that stages up to the one below"
                    + " enforce.")
        .orElseGet(
            () ->
                "None of its policies in Entra ("
                    + scope.observed().policies().values().stream()
                        .map(policy -> policy.id().value())
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + ") is enabled for anybody.");
  }

  /** Where the rollout goes on, as the end of a sentence. */
  static String goesOn(RolloutScope scope, Progress.AtStage at) {
    return "the rollout goes on at stage "
        + (at.stage() + 1)
        + " of "
        + scope.wanted().rollout().stages().size()
        + ", "
        + scope.stageName(at.stage())
        + ", which has to pass its gate anew.";
  }

  private static Trouble unresolved(RolloutScope scope, List<String> groups) {
    return unresolved(
        scope,
        ConditionReason.STATUS_LOST,
        lost(
            "Its policy in Entra is enabled, and where the rollout goes on can't be told before"
                + " these groups are found: "
                + String.join(", ", groups)
                + ". Restore them from Entra's deleted groups or correct the stages, or put the"
                + " policy to report-only to start again."));
  }

  /** What can't be read now may be readable soon; what does not exist is a person's matter. */
  static Trouble unresolved(RolloutScope scope, ConditionReason reason, String sentence) {
    return scope.unresolvedGroups().stream()
        .filter(trouble -> trouble.mending() == Trouble.Mending.BY_TIME)
        .findFirst()
        .orElseGet(() -> Trouble.forPerson(reason, sentence));
  }
}
