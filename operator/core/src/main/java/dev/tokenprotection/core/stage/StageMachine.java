package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves a rollout from stage to stage. A look never moves it by more than one stage, and never
 * forward without a successful verdict in the same look.
 *
 * <p>What leads back beats what holds, and what holds beats what leads on: emergency stop, then the
 * breaker, then a failed gate, then holds, then promotion. A gate that failed more often than
 * {@code failureLimit} keeps its stage from being left until the limit is raised; it is evaluated
 * and reported all the while. A stop stays until a person resumes; the stage then begins anew, with
 * evidence of its own.
 */
public final class StageMachine {
  private final Rollout rollout;
  private final List<StageRules> rules;
  private final Outlook outlook;

  /**
   * The machine of a rollout.
   *
   * @param rules the rules of each of its stages
   */
  public StageMachine(Rollout rollout, List<StageRules> rules) {
    if (rules.size() != rollout.stages().size()) {
      throw new IllegalArgumentException(
          rollout.stages().size() + " stages need as many rules, not " + rules.size());
    }
    this.rollout = rollout;
    this.rules = List.copyOf(rules);
    this.outlook = new Outlook(this.rules);
  }

  /**
   * The evidence to ask the gate about, when it starts at {@code start}: the same as the decision
   * will be made with.
   */
  public static EvidenceRun evidenceRun(AtStage at, EvidenceStart start) {
    return Clockwork.evidenceRun(at, start);
  }

  /**
   * From when on the gate has to be asked; empty when there can't be evidence yet. A verdict from
   * before then is not counted.
   */
  public Optional<Instant> evaluationDue(AtStage at, EvidenceStart start) {
    return switch (start) {
      case EvidenceStart.NotYet _ -> Optional.empty();
      case EvidenceStart.From from -> {
        AtStage present = Clockwork.restarted(at, from);
        yield Optional.of(Clockwork.evaluationDue(present, rulesOf(present)));
      }
    };
  }

  /**
   * What the tenant should hold. Empty before the first stage, and while it is not known whom to
   * leave out: nothing is written then. After a stop there is always a way back.
   */
  public Optional<DesiredState> desired(
      Progress progress, Resolved resolved, BreakGlass breakGlass) {
    boolean exclusionsKnown = DesiredState.unresolvedExclusions(rollout, resolved).isEmpty();
    return switch (progress) {
      case NotStarted _ -> Optional.empty();
      case AtStage at ->
          Optional.of(desiredAt(at.stage(), resolved, breakGlass)).filter(_ -> exclusionsKnown);
      case FellBack fellBack ->
          Optional.of(desiredAt(fellBack.from().stage(), resolved, breakGlass).reportOnly());
      case Completed completed ->
          Optional.of(desiredAt(completed.stage(), resolved, breakGlass))
              .filter(_ -> exclusionsKnown);
    };
  }

  /** What a look leads to. */
  public Decision decide(Progress progress, Input input) {
    return switch (progress) {
      case NotStarted notStarted -> decideFirst(notStarted, input);
      case AtStage at -> decideAt(at, input);
      case FellBack fellBack -> decideAfterStop(fellBack, input);
      case Completed completed -> decideAfterEnd(completed, input);
    };
  }

  private DesiredState desiredAt(int stage, Resolved resolved, BreakGlass breakGlass) {
    return DesiredState.at(rollout, Math.min(stage, rules.size() - 1), resolved, breakGlass);
  }

  private Decision decideFirst(NotStarted notStarted, Input input) {
    AtStage first = AtStage.begin(0, input.newId(), input.now());
    Optional<Latch> stop = Stops.emergency(input);
    if (stop.isPresent()) {
      return fallBack(first, stop.get(), input);
    }
    Optional<Hold> hold = input.holds().stream().filter(Hold::holdsTheBeginning).findFirst();
    if (hold.isPresent()) {
      return new Decision.Stay(
          notStarted,
          Messages.notBegun(hold.get()),
          outlook.watch(Type.PROMOTE, 0, Instant.EPOCH, input.now(), List.of(hold.get().reason())));
    }
    return new Decision.Start(first, Messages.begins(rollout, first), begin(first, input));
  }

  private Decision decideAt(AtStage at, Input input) {
    Optional<Latch> stop = Stops.found(input);
    if (stop.isPresent()) {
      return fallBack(at, stop.get(), input);
    }
    if (at.stage() >= rollout.stages().size()) {
      return stageIsGone(at, input);
    }
    AtStage present = Clockwork.restarted(at, input.evidenceStart());
    boolean due =
        evaluationDue(present, input.evidenceStart())
            .filter(moment -> !input.now().isBefore(moment))
            .isPresent();
    return switch (input.evaluation()) {
      case Evaluation.Done done when due -> judge(present, done, input);
      case Evaluation.Done _ -> stay(present, input);
      case Evaluation.NotDone _ -> stay(present, input);
    };
  }

  private Decision judge(AtStage before, Evaluation.Done done, Input input) {
    StageRules stageRules = rulesOf(before);
    AtStage at =
        before.with(
            before.evidence(),
            Clockwork.count(before.counters(), done.verdict(), input.now(), stageRules));
    if (Clockwork.hasFailed(at.counters(), stageRules)
        && !Clockwork.hasFailed(before.counters(), stageRules)) {
      return gateFailed(at, done, input);
    }
    List<String> blockers = Blockers.of(at, stageRules, done, input);
    if (!blockers.isEmpty()) {
      return new Decision.Stay(
          at,
          Messages.holds(at, stageRules, done, input),
          outlook.stay(at, input.now(), blockers, done.lag()));
    }
    return at.stage() == rules.size() - 1 ? complete(at, input) : promote(at, input);
  }

  private Decision gateFailed(AtStage at, Evaluation.Done done, Input input) {
    String message = Messages.gateFailed(rollout, at, done.verdict());
    return switch (onGateFailure(at)) {
      case PAUSE -> new Decision.FailGate(at, message, ahead(at, input));
      case REPORT_ONLY -> fallBack(at, Stops.gateFailed(input, message), input);
    };
  }

  /** With nothing enforced, going back to report-only is staying. */
  private OnGateFailure onGateFailure(AtStage at) {
    return DesiredState.enforcedIncludes(rollout, at.stage()).isEmpty()
        ? OnGateFailure.PAUSE
        : rulesOf(at).onGateFailure();
  }

  private Decision promote(AtStage from, Input input) {
    AtStage next = AtStage.begin(from.stage() + 1, input.newId(), input.now());
    return new Decision.Promote(
        from, next, Messages.promoted(rollout, from, next), begin(next, input));
  }

  private Decision complete(AtStage from, Input input) {
    return new Decision.Complete(
        from,
        new Completed(from.stage(), from.attempt(), input.now()),
        Messages.completed(rollout),
        outlook.watch(Type.WATCH, from.stage(), input.now(), input.now(), List.of()));
  }

  private Decision decideAfterStop(FellBack fellBack, Input input) {
    Latch latch = fellBack.latch();
    if (input.resumes(latch)) {
      int stage = Math.min(fellBack.from().stage(), rules.size() - 1);
      AtStage anew = Clockwork.resumed(fellBack.from(), stage, input);
      return new Decision.Resume(anew, Messages.resumed(rollout, anew), begin(anew, input));
    }
    Optional<Latch> another = Stops.emergency(input).filter(stop -> !stop.id().equals(latch.id()));
    if (another.isPresent()) {
      return fallBack(fellBack.from(), another.get(), input);
    }
    return new Decision.Stay(fellBack, latch.message(), stopped(fellBack.from(), latch, input));
  }

  private Decision decideAfterEnd(Completed completed, Input input) {
    Optional<Latch> stop = Stops.found(input);
    if (stop.isPresent()) {
      AtStage last = AtStage.begin(completed.stage(), completed.attempt(), completed.at());
      return fallBack(last, stop.get(), input);
    }
    if (completed.stage() < rules.size() - 1) {
      AtStage anew = AtStage.begin(completed.stage(), input.newId(), input.now());
      return new Decision.Resume(anew, Messages.stagesAdded(rollout, anew), begin(anew, input));
    }
    return new Decision.Stay(
        completed,
        Messages.completed(rollout),
        outlook.watch(Type.WATCH, completed.stage(), completed.at(), input.now(), List.of()));
  }

  private Decision fallBack(AtStage from, Latch latch, Input input) {
    return new Decision.FallBackToReportOnly(
        new FellBack(from, latch), latch.message(), stopped(from, latch, input));
  }

  private Decision stageIsGone(AtStage at, Input input) {
    return new Decision.Stay(
        at,
        Messages.stageIsGone(rollout, at),
        outlook.watch(
            Type.WAIT_FOR_PERSON,
            at.stage(),
            at.startedAt(),
            input.now(),
            List.of("StagesChanged")));
  }

  private Decision stay(AtStage at, Input input) {
    NextAction next = ahead(at, input);
    String message =
        input.holds().stream()
            .findFirst()
            .map(Hold::sentence)
            .orElseGet(() -> Messages.waits(rollout, at, next.blockedBy()));
    return new Decision.Stay(at, message, next);
  }

  private NextAction stopped(AtStage from, Latch latch, Input input) {
    return outlook.watch(
        Type.WAIT_FOR_PERSON,
        from.stage(),
        latch.at(),
        input.now(),
        List.of("resume " + latch.id()));
  }

  private NextAction begin(AtStage at, Input input) {
    return outlook.begin(at, input.now(), Blockers.withoutVerdict(at, rulesOf(at), input));
  }

  private NextAction ahead(AtStage at, Input input) {
    List<String> blockers = Blockers.withoutVerdict(at, rulesOf(at), input);
    return outlook.stay(at, input.now(), blockers, Duration.ZERO);
  }

  private StageRules rulesOf(AtStage at) {
    return rules.get(Math.min(at.stage(), rules.size() - 1));
  }
}
