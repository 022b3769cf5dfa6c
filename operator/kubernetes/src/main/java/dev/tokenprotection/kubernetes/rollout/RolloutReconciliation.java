package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at one rollout: observe, decide, record, write, and observe again until nothing is left
 * to write. Whatever is written was recorded first, over the version of the resource that was read;
 * so a look that is cut short anywhere ends, with the next one, where it would have ended.
 */
final class RolloutReconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutReconciliation.class);

  /** A rollout's longest way is a group, its members, two policies, their groups, and a state. */
  private static final int MOST_ROUNDS = 8;

  private final List<Phase> preparation;
  private final Rounds rounds;
  private final Recorder recorder;
  private final PlanExecution execution;
  private final String installation;
  private final Time time;
  private final LookAgain lookAgain;
  private final JustWritten justWritten;

  /**
   * @param preparation phases that run once in a look
   * @param rounds phases that run in each round
   */
  RolloutReconciliation(
      List<Phase> preparation,
      Rounds rounds,
      Recorder recorder,
      PlanExecution execution,
      String installation,
      Time time,
      LookAgain lookAgain,
      JustWritten justWritten) {
    this.preparation = List.copyOf(preparation);
    this.rounds = rounds;
    this.recorder = recorder;
    this.execution = execution;
    this.installation = installation;
    this.time = time;
    this.lookAgain = lookAgain;
    this.justWritten = justWritten;
  }

  /**
   * The phases of a round.
   *
   * @param recent begin with a list of policies that may be as old as a resync
   * @param fresh begin with a list of policies that is read now
   */
  record Rounds(List<Phase> recent, List<Phase> fresh) {
    Rounds {
      recent = List.copyOf(recent);
      fresh = List.copyOf(fresh);
    }
  }

  /**
   * How a look ended.
   *
   * @param phase the state of the rollout in one word
   * @param again when to look again
   */
  record Looked(ReconcileResult result, RolloutPhase phase, Duration again) {}

  /**
   * @param resource as the API server has it now
   */
  Looked look(TokenProtectionRollout resource) {
    RolloutScope scope =
        new RolloutScope(resource, installation, time.now().truncatedTo(ChronoUnit.SECONDS));
    Phase.Step step = run(preparation, scope);
    if (step instanceof Phase.Step.GoOn) {
      step = untilNothingIsLeft(scope);
    }
    return ended(scope, step);
  }

  private Phase.Step untilNothingIsLeft(RolloutScope scope) {
    TokenProtectionRolloutStatus atStart = scope.resource().getStatus();
    // Where a rollout begins depends on what is live, so that is read now.
    List<Phase> phases =
        scope.memory().progress() instanceof Progress.NotStarted ? rounds.fresh() : rounds.recent();
    String written = "";
    for (int round = 0; round <= MOST_ROUNDS; round++) {
      Phase.Step step = run(phases, scope);
      if (!(step instanceof Phase.Step.GoOn)) {
        return step;
      }
      Plan allowed = scope.planned().allowed();
      boolean again =
          allowed.hash().equals(written) || justWritten.covers(scope.id(), allowed, time.now());
      if (allowed.isEmpty() || again || round == MOST_ROUNDS) {
        // Entra does not show yet what was written: look again in a while, not at once.
        return Phase.Step.GO_ON;
      }
      if (phases == rounds.recent()) {
        phases = rounds.fresh();
        continue;
      }
      step = write(scope, atStart, allowed);
      if (!(step instanceof Phase.Step.GoOn)) {
        return step;
      }
      written = allowed.hash();
    }
    return Phase.Step.GO_ON;
  }

  private Phase.Step write(RolloutScope scope, TokenProtectionRolloutStatus atStart, Plan allowed) {
    if (!scope.planned().drift().putBack().isEmpty()) {
      scope.memory().corrections(scope.memory().corrections().with(scope.now()));
    }
    WriteNews.tellOfAdoptions(scope, allowed);
    if (recorder.recordIntent(scope, allowed) == Recorder.Recorded.OVERTAKEN) {
      return new Phase.Step.DecideAnew();
    }
    return switch (execution.carryOut(allowed, scope, scope.tenant())) {
      case PlanExecution.Ended.Done done -> {
        justWritten.wrote(scope.id(), allowed, time.now());
        WriteNews.tell(scope, atStart, allowed);
        yield Phase.Step.GO_ON;
      }
      case PlanExecution.Ended.Overtaken overtaken -> Phase.Step.GO_ON;
      case PlanExecution.Ended.Failed failed -> new Phase.Step.Halt(failed.trouble());
    };
  }

  private static Phase.Step run(List<Phase> phases, RolloutScope scope) {
    for (Phase phase : phases) {
      Phase.Step step = phase.run(scope);
      if (!(step instanceof Phase.Step.GoOn)) {
        return step;
      }
    }
    return Phase.Step.GO_ON;
  }

  private Looked ended(RolloutScope scope, Phase.Step step) {
    return switch (step) {
      case Phase.Step.Wait wait ->
          new Looked(ReconcileResult.SETTLED, phase(scope), lookAgain.atResync());
      case Phase.Step.DecideAnew anew ->
          new Looked(ReconcileResult.CONFLICT, phase(scope), lookAgain.atOnce());
      case Phase.Step.Halt(Trouble trouble) -> {
        scope.trouble(trouble);
        yield recorded(scope);
      }
      case Phase.Step.GoOn goOn -> {
        closeIntent(scope);
        yield recorded(scope);
      }
    };
  }

  private Looked recorded(RolloutScope scope) {
    if (recorder.record(scope) == Recorder.Recorded.OVERTAKEN) {
      return new Looked(ReconcileResult.CONFLICT, phase(scope), lookAgain.atOnce());
    }
    log(scope);
    return new Looked(result(scope), phase(scope), lookAgain.after(scope));
  }

  /**
   * An intent is done with once nothing is missing; but what it created stays noted until it must
   * be visible everywhere, since Graph may show it once and then not.
   */
  private static void closeIntent(RolloutScope scope) {
    Intent intent = scope.memory().intent();
    boolean creates = intent.entries().stream().anyMatch(e -> e.type().startsWith("Create"));
    boolean mayBeUnseen = creates && scope.now().isBefore(intent.visibleAt());
    if (scope.planned().allowed().isEmpty() && !mayBeUnseen) {
      scope.memory().intent(Intent.NONE);
    }
  }

  private static ReconcileResult result(RolloutScope scope) {
    return scope
        .trouble()
        .map(
            trouble ->
                switch (trouble.mending()) {
                  case BY_PERSON -> ReconcileResult.STALLED;
                  case BY_TIME -> ReconcileResult.RETRYING;
                })
        .orElse(ReconcileResult.SETTLED);
  }

  private static RolloutPhase phase(RolloutScope scope) {
    return PhaseName.of(scope, scope.memory().gate()).phase();
  }

  private static void log(RolloutScope scope) {
    var status = scope.resource().getStatus();
    LOG.atInfo()
        .addKeyValue("kind", "TokenProtectionRollout")
        .addKeyValue("namespace", scope.identity().namespace())
        .addKeyValue("name", scope.identity().name())
        .addKeyValue("stage", status.currentStage() == null ? "" : status.currentStage().name())
        .addKeyValue("attempt", status.attempt() == null ? "" : status.attempt())
        .addKeyValue(
            "decision", scope.decision().map(d -> d.getClass().getSimpleName()).orElse("Halt"))
        .addKeyValue(
            "reason", scope.trouble().map(t -> t.reason().apiName()).orElse(status.phase()))
        .log(status.message());
  }
}
