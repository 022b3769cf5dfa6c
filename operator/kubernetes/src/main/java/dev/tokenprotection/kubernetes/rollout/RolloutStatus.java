package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.CurrentStage;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.api.v1alpha1.ReachedStage;
import dev.tokenprotection.api.v1alpha1.ResolvedGroup;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.api.v1alpha1.StageState;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.stage.Blocker;
import dev.tokenprotection.core.stage.Counters;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.EvidenceRun;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.NextAction;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.SpentEvidence;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.mapping.EnumMapping;
import dev.tokenprotection.kubernetes.mapping.GateMapping;
import dev.tokenprotection.kubernetes.status.Outlook;
import dev.tokenprotection.kubernetes.status.ReachedStages;
import dev.tokenprotection.kubernetes.status.Report;
import dev.tokenprotection.kubernetes.status.StagesHash;
import dev.tokenprotection.kubernetes.status.StatusParts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The status of a rollout, from what a look found; what the look did not get to stays as it was.
 * Nothing in it says who signed in.
 */
final class RolloutStatus {
  private final RolloutScope scope;
  private final TokenProtectionRolloutStatus before;

  private RolloutStatus(RolloutScope scope) {
    this.scope = scope;
    this.before =
        scope.resource().getStatus() == null ? StatusParts.EMPTY : scope.resource().getStatus();
  }

  static TokenProtectionRolloutStatus of(RolloutScope scope) {
    return new RolloutStatus(scope).build();
  }

  private TokenProtectionRolloutStatus build() {
    CurrentStage stage = currentStage();
    GateStatus gate = gate();
    String message = message();
    StatusParts.ForPeople forPeople =
        StatusParts.forPeople(
            new StatusParts.Source(
                scope.identity(),
                effect(),
                stage,
                attempt(),
                startedAt(),
                gate,
                effectiveGate(),
                emergency(),
                outlook(),
                scope.gravestTrouble().map(Trouble::message).orElse(null),
                before));
    return new TokenProtectionRolloutStatus(
        scope.resource().getMetadata().getGeneration(),
        PhaseName.of(scope, gate).apiName(),
        message,
        forPeople.report(),
        forPeople.columns(),
        stage,
        startedAt(),
        attempt(),
        stagesHash(),
        reachedStages(),
        scope.memory().passed().orElse(null),
        ObjectStatuses.policies(scope, before),
        pins(),
        ObjectStatuses.managedGroups(scope, before),
        StatusParts.intent(scope.memory().intent()),
        StatusParts.lastWrites(scope.memory().lastWrites()),
        gate,
        effectiveGate(),
        ObjectStatuses.plan(scope),
        approvalRequest(),
        scope.isMapped() ? scope.windowStatus() : before.windowStatus(),
        forPeople.nextAction(),
        emergency(),
        orNull(scope.memory().handled()),
        orNull(scope.memory().history()),
        RolloutConditions.of(scope, gate),
        ObjectStatuses.drift(scope, before),
        PreflightStatus.of(scope, before));
  }

  private Report.Effect effect() {
    if (scope.onlyLooksOn()) {
      return Report.Effect.DRY_RUN;
    }
    Progress.AtStage at = at();
    return at != null
            && scope.resource().getSpec().stages().stream()
                .limit(at.stage() + 1L)
                .anyMatch(stage -> stage.state() == StageState.ENFORCED)
        ? Report.Effect.ENFORCES
        : Report.Effect.OBSERVES;
  }

  private String message() {
    String message =
        scope
            .gravestTrouble()
            .map(Trouble::message)
            .or(() -> scope.decision().map(Decision::message))
            .orElseGet(() -> before.message() == null ? "Reconciling." : before.message());
    return StatusParts.message(message);
  }

  /** What people are asked to approve; null when nothing is. Another attempt asks anew. */
  private ApprovalRequest approvalRequest() {
    if (!(scope.memory().progress() instanceof Progress.AtStage at)) {
      return null;
    }
    if (!scope.hasObserved()) {
      return at.attempt().equals(before.attempt()) ? before.approvalRequest() : null;
    }
    return scope
        .request()
        .filter(open -> open.attempt().equals(at.attempt()))
        .map(OpenRequest::status)
        .orElse(null);
  }

  /** The stage that the rollout is in; null when none has begun. */
  private Progress.AtStage at() {
    return switch (scope.memory().progress()) {
      case Progress.NotStarted notStarted -> null;
      case Progress.AtStage at -> at;
      case Progress.FellBack(Progress.AtStage from, Latch latch) -> from;
      case Progress.Completed(int stage, String attempt, Instant when, SpentEvidence spent) ->
          new Progress.AtStage(
              stage,
              attempt,
              before.stageStartedAt() == null ? when : before.stageStartedAt(),
              new EvidenceRun(0, when),
              Counters.ZERO,
              spent);
    };
  }

  private CurrentStage currentStage() {
    Progress.AtStage at = at();
    if (at == null) {
      return null;
    }
    List<Stage> stages = scope.resource().getSpec().stages();
    if (stagesChanged() || at.stage() >= stages.size()) {
      return before.currentStage();
    }
    Stage stage = stages.get(at.stage());
    return new CurrentStage(
        at.stage() + 1,
        stages.size(),
        stage.name(),
        EnumMapping.stageState(stage.state()).apiName());
  }

  private boolean stagesChanged() {
    return !(scope.stageEdit() instanceof StageEdit.None);
  }

  private Instant startedAt() {
    return at() == null ? null : at().startedAt();
  }

  private String attempt() {
    return at() == null ? null : at().attempt();
  }

  private String stagesHash() {
    if (at() == null) {
      return null;
    }
    return scope.isMapped() && !stagesChanged()
        ? StagesHash.of(scope.resource().getSpec().stages(), at().stage() + 1)
        : before.stagesHash();
  }

  private List<ReachedStage> reachedStages() {
    if (at() == null) {
      return null;
    }
    return scope.isMapped() && !stagesChanged()
        ? ReachedStages.of(scope.resource().getSpec().stages(), at().stage() + 1)
        : before.reachedStages();
  }

  private GateStatus gate() {
    return switch (scope.memory().progress()) {
      case Progress.NotStarted notStarted -> null;
      case Progress.AtStage at -> StatusParts.gate(scope.memory().gate(), at, nextEvaluation(at));
      case Progress.FellBack(Progress.AtStage from, Latch latch) ->
          StatusParts.gate(scope.memory().gate(), from, null);
      case Progress.Completed completed -> StatusParts.endedGate(scope.memory().gate());
    };
  }

  private Instant nextEvaluation(Progress.AtStage at) {
    if (!scope.hasObserved()) {
      return before.gate() == null ? null : before.gate().nextEvaluationAt();
    }
    return scope.machine().evaluationDue(at, scope.judged().start(), scope.window()).orElse(null);
  }

  private Gate effectiveGate() {
    Progress.AtStage at = at();
    if (at == null) {
      return null;
    }
    return scope.isMapped() && at.stage() < scope.wanted().criteria().size()
        ? GateMapping.effective(scope.wanted().criteria().get(at.stage()))
        : before.effectiveGate();
  }

  private LatchedEmergency emergency() {
    return scope.memory().progress() instanceof Progress.FellBack(var from, Latch latch)
        ? new LatchedEmergency(latch.id(), latch.cause().apiName(), latch.at(), latch.by())
        : null;
  }

  private static Blocker blocker(Trouble trouble) {
    return new Blocker.Held(trouble.hold());
  }

  /** What comes next; null to leave what status says about it as it is. */
  private Outlook outlook() {
    Optional<Trouble> trouble = scope.gravestTrouble();
    if (trouble.filter(t -> t.mending() == Trouble.Mending.BY_PERSON).isPresent()) {
      return new Outlook(
          new NextAction(
              NextAction.Type.WAIT_FOR_PERSON,
              scope.now(),
              scope.now(),
              List.of(blocker(trouble.orElseThrow()))),
          "");
    }
    if (scope.resource().isMarkedForDeletion()) {
      return new Outlook(
          new NextAction(
              NextAction.Type.DELETE,
              scope.now(),
              scope.now(),
              trouble.map(RolloutStatus::blocker).stream().toList()),
          "");
    }
    return scope
        .decision()
        .map(decision -> new Outlook(decision.next(), nextStageName()))
        .orElse(null);
  }

  private String nextStageName() {
    int next = at() == null ? 0 : at().stage() + 1;
    List<Stage> stages = scope.resource().getSpec().stages();
    return next < stages.size() ? stages.get(next).name() : "";
  }

  private List<ResolvedGroup> pins() {
    return orNull(
        scope.memory().pins().values().stream()
            .sorted(Comparator.comparing(ResolvedGroup::displayName))
            .toList());
  }

  private static <T> List<T> orNull(List<T> values) {
    return values.isEmpty() ? null : values;
  }
}
