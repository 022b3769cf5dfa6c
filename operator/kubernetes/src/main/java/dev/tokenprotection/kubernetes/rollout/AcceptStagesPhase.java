package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.CurrentStage;
import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import dev.tokenprotection.kubernetes.status.ReachedStages;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a rollout goes on whose stages were changed after it had reached them, and a person said
 * yes to just these. What is live in Entra decides, as after lost status; a stop stays in force.
 */
final class AcceptStagesPhase implements Phase {
  private final Supplier<String> ids;

  /**
   * @param ids gives random ids
   */
  AcceptStagesPhase(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public Step run(RolloutScope scope) {
    return switch (scope.stageEdit()) {
      case StageEdit.None none -> Step.GO_ON;
      case StageEdit.Refused refused -> Step.GO_ON;
      case StageEdit.Accepted(String hash) -> accepted(scope, hash);
    };
  }

  private Step accepted(RolloutScope scope, String hash) {
    CurrentStage left = scope.resource().getStatus().currentStage();
    Recovery recovery =
        Recovery.afterEdit(
            scope.wanted().rollout(),
            scope.resolved(),
            scope.observed().policies(),
            left.name(),
            left.number() - 1);
    return switch (recovery) {
      case Recovery.Anew anew -> Step.GO_ON;
      case Recovery.At at -> goOn(scope, at, hash, left);
      case Recovery.Unresolved(List<String> groups) ->
          new Step.Halt(
              RecoverPhase.unresolved(
                  scope,
                  ConditionReason.STAGES_CHANGED,
                  told(
                      "where the rollout goes on can't be told before these groups are found: "
                          + String.join(", ", groups)
                          + ".")));
      case Recovery.Disagrees(String sentence) ->
          new Step.Halt(
              Trouble.forPerson(
                  ConditionReason.STAGES_CHANGED, told("the rollout can't go on. " + sentence)));
    };
  }

  private static String told(String what) {
    return "The stages as they are now were accepted, but " + what;
  }

  private Step goOn(RolloutScope scope, Recovery.At found, String hash, CurrentStage left) {
    Optional<Progress.AtStage> from = from(scope.memory().progress(), left);
    Progress.AtStage at =
        from.map(
                before ->
                    found.beginAfter(
                        before,
                        left.name(),
                        scope.stageName(found.stage()),
                        ids.get(),
                        scope.now()))
            .orElseGet(() -> found.begin(ids.get(), scope.now()));
    String sentence = sentence(scope, at);
    scope.memory().progress(withLatch(scope.memory().progress(), at));
    scope.memory().gate(GateMeasurements.NONE);
    scope
        .memory()
        .handle(
            new HandledToken(
                Annotations.ACCEPT_STAGES, hash, scope.now(), HandsPhase.EXECUTED, null));
    TokenProtectionRolloutStatus before = scope.resource().getStatus();
    scope
        .memory()
        .ended(
            new HistoryEntry(
                left.name(),
                before.attempt(),
                before.stageStartedAt(),
                scope.now(),
                "Superseded",
                sentence,
                hash,
                null));
    scope.stageEdit(new StageEdit.None());
    scope.tell(EventReason.STAGES_ACCEPTED, sentence);
    HandsPhase.putOnRecord(scope);
    return Step.GO_ON;
  }

  private static String sentence(RolloutScope scope, Progress.AtStage at) {
    List<String> edits =
        ReachedStages.edits(
            scope.resource().getStatus().reachedStages(), scope.resource().getSpec().stages());
    return "Changed stages were accepted"
        + (edits.isEmpty() ? "" : " (" + String.join("; ", edits) + ")")
        + ": "
        + RecoverPhase.goesOn(scope, at);
  }

  /** The attempt that ends here. */
  private static Optional<Progress.AtStage> from(Progress progress, CurrentStage left) {
    return switch (progress) {
      case Progress.NotStarted notStarted -> Optional.empty();
      case Progress.AtStage at -> Optional.of(at);
      case Progress.FellBack(Progress.AtStage from, Latch latch) -> Optional.of(from);
      case Progress.Completed completed -> Optional.of(completed.last(left.name()));
    };
  }

  private static Progress withLatch(Progress before, Progress.AtStage at) {
    return before instanceof Progress.FellBack(Progress.AtStage from, Latch latch)
        ? new Progress.FellBack(at, latch)
        : at;
  }
}
