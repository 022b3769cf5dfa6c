package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves a rollout from stage to stage. A look never moves it by more than one stage, and never
 * forward without a successful verdict in the same look, unless a person skips the stage by name
 * and with a reason.
 *
 * <p>What leads back beats what holds, and what holds beats what leads on: emergency stop, breaker,
 * abort, a failed gate and a person's rollback, freeze, pause and other holds, promotion windows,
 * approvals, promotion. A retry obeys what leads back, a skip everything but the evidence.
 *
 * <p>A gate that failed more often than {@code failureLimit} keeps its stage from being left until
 * the limit is raised or the stage is begun anew; it is evaluated and reported all the while. A
 * stop stays until a person resumes; the stage then begins anew, with evidence of its own.
 */
public final class StageMachine {
  private final Rollout rollout;
  private final List<StageRules> rules;
  private final Moves moves;

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
    this.moves = new Moves(rollout, this.rules);
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
  public Optional<Instant> evaluationDue(AtStage at, EvidenceStart start, Window window) {
    return switch (start) {
      case EvidenceStart.NotYet _ -> Optional.empty();
      case EvidenceStart.From from -> {
        AtStage present = Clockwork.restarted(at, from);
        yield Optional.of(Clockwork.evaluationDue(present, rulesOf(present), window));
      }
    };
  }

  /**
   * What people are asked to approve while the rollout is where {@code progress} says; empty when
   * the stage is left without approvals. Another attempt is another request.
   */
  public Optional<ApprovalRequest> approvalRequest(Progress progress) {
    if (!(progress instanceof AtStage at) || isGone(at)) {
      return Optional.empty();
    }
    int needed = rulesOf(at).pace().minApprovals();
    return needed == 0
        ? Optional.empty()
        : Optional.of(
            new ApprovalRequest(
                at.stage(), rollout.stages().get(at.stage()).name(), at.attempt(), needed));
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
    return look(progress, input).decision();
  }

  /** What the same look answers to {@link Input#hand}. */
  public Answer answer(Progress progress, Input input) {
    return look(progress, input).answer();
  }

  private Look look(Progress progress, Input input) {
    return switch (progress) {
      case NotStarted notStarted -> beforeTheFirst(notStarted, input);
      case AtStage at -> inStage(at, input);
      case FellBack fellBack -> afterStop(fellBack, input);
      case Completed completed -> afterEnd(completed, input);
    };
  }

  private DesiredState desiredAt(int stage, Resolved resolved, BreakGlass breakGlass) {
    return DesiredState.at(rollout, Math.min(stage, rules.size() - 1), resolved, breakGlass);
  }

  private Look beforeTheFirst(NotStarted notStarted, Input input) {
    Optional<Latch> stop = Stops.found(input);
    if (stop.isPresent()) {
      return Look.stopping(input.hand(), moves.fallBack(Attempts.first(input), stop.get(), input));
    }
    Decision decision =
        input.holds().stream()
            .filter(Hold::holdsTheBeginning)
            .findFirst()
            .map(hold -> moves.notBegun(notStarted, hold, input))
            .orElseGet(() -> moves.start(input));
    return Look.refusing(input.hand(), Refusals.NOT_BEGUN, decision);
  }

  private Look inStage(AtStage at, Input input) {
    Optional<Latch> stop = Stops.found(input);
    if (stop.isPresent()) {
      return Look.stopping(input.hand(), moves.fallBack(at, stop.get(), input));
    }
    if (isGone(at)) {
      Decision gone = moves.stageIsGone(at, input);
      return Look.refusing(input.hand(), gone.message(), gone);
    }
    AtStage present = Clockwork.restarted(at, input.evidenceStart());
    return switch (input.evaluation()) {
      case Evaluation.Done done when isDue(present, input) -> judged(present, done, input);
      case Evaluation.Done _ -> asked(present, input, moves.stay(present, input));
      case Evaluation.NotDone _ -> asked(present, input, moves.stay(present, input));
      case Evaluation.Awaited _ -> asked(present, input, moves.stay(present, input));
    };
  }

  private boolean isDue(AtStage at, Input input) {
    return evaluationDue(at, input.evidenceStart(), input.window())
        .filter(due -> !input.now().isBefore(due))
        .isPresent();
  }

  private Look judged(AtStage before, Evaluation.Done done, Input input) {
    StageRules stageRules = rulesOf(before);
    Counters counters = Clockwork.count(before.counters(), done.verdict(), input.now(), stageRules);
    AtStage at = before.with(before.evidence(), counters);
    boolean failed =
        Clockwork.hasFailed(counters, stageRules)
            && !Clockwork.hasFailed(before.counters(), stageRules);
    return failed
        ? gateFailed(at, done.verdict(), input)
        : asked(at, input, moves.promoteOrHold(at, done, input));
  }

  private Look gateFailed(AtStage at, Verdict verdict, Input input) {
    return switch (onGateFailure(at)) {
      case PAUSE -> asked(at, input, moves.failGate(at, verdict, input));
      case REPORT_ONLY -> {
        Decision back = moves.failBack(at, verdict, input);
        yield Look.refusing(input.hand(), Refusals.goneBack(back), back);
      }
      case ROLLBACK_STAGE -> {
        if (input.hand() instanceof Hand.Rollback rollback) {
          yield Look.executing(moves.rollBack(at, rollback, input));
        }
        Decision back = moves.rollBack(at, verdict, input);
        yield Look.refusing(input.hand(), Refusals.goneBack(back), back);
      }
    };
  }

  /** Where there is nothing to go back to, a failed gate only keeps its stage from being left. */
  private OnGateFailure onGateFailure(AtStage at) {
    OnGateFailure wanted = rulesOf(at).onGateFailure();
    boolean nothingToUndo =
        switch (wanted) {
          case PAUSE -> true;
          case ROLLBACK_STAGE -> at.stage() == 0;
          case REPORT_ONLY -> DesiredState.enforcedIncludes(rollout, at.stage()).isEmpty();
        };
    return nothingToUndo ? OnGateFailure.PAUSE : wanted;
  }

  /**
   * What the hand asks for, if it may have it.
   *
   * @param otherwise the decision without the hand
   */
  private Look asked(AtStage at, Input input, Decision otherwise) {
    return switch (input.hand()) {
      case Hand.None none -> new Look(otherwise, new Answer.NotAsked());
      // An abort is a stop, and was carried out as one.
      case Hand.Abort abort -> new Look(otherwise, new Answer.NotAsked());
      case Hand.Rollback rollback when at.stage() > 0 ->
          Look.executing(moves.rollBack(at, rollback, input));
      // Whoever wants to go back is not taken on in the same look.
      case Hand.Rollback rollback ->
          Look.refusing(
              rollback,
              Refusals.FIRST_STAGE,
              otherwise instanceof Decision.FailGate ? otherwise : moves.stay(at, input));
      case Hand.Resume resume -> Look.refusing(resume, Refusals.NOT_STOPPED, otherwise);
      case Hand.Retry retry -> Look.executing(moves.retry(at, retry, input));
      case Hand.Skip skip ->
          Refusals.ofSkip(skip, moves.blockers(at, input))
              .map(why -> Look.refusing(skip, why, otherwise))
              .orElseGet(() -> Look.executing(moves.skip(at, skip, input)));
    };
  }

  private Look afterStop(FellBack fellBack, Input input) {
    Latch latch = fellBack.latch();
    Optional<Latch> another = Stops.emergency(input).filter(stop -> !stop.id().equals(latch.id()));
    if (another.isPresent()) {
      return Look.stopping(input.hand(), moves.fallBack(fellBack.from(), another.get(), input));
    }
    Decision stay = moves.stayStopped(fellBack, input);
    return switch (input.hand()) {
      case Hand.None _ -> new Look(stay, new Answer.NotAsked());
      case Hand.Abort _ -> Look.executing(stay);
      case Hand.Rollback rollback when fellBack.from().stage() > 0 && rules.size() > 1 ->
          Look.executing(moves.rollBack(fellBack, rollback, input));
      case Hand.Rollback rollback -> Look.refusing(rollback, Refusals.FIRST_STAGE, stay);
      case Hand.Resume resume when resume.latch().equals(latch.id()) ->
          Refusals.standsAgainstResume(input)
              .map(what -> Look.waiting(what, stay))
              .orElseGet(() -> Look.executing(moves.resume(fellBack, input)));
      case Hand.Resume resume -> Look.refusing(resume, Refusals.otherLatch(latch), stay);
      case Hand.Retry retry -> Look.refusing(retry, Refusals.stopped(latch), stay);
      case Hand.Skip skip -> Look.refusing(skip, Refusals.stopped(latch), stay);
    };
  }

  private Look afterEnd(Completed completed, Input input) {
    Optional<Latch> stop = Stops.found(input);
    if (stop.isPresent()) {
      return Look.stopping(input.hand(), moves.fallBack(completed, stop.get(), input));
    }
    Decision stay =
        completed.stage() < rules.size() - 1
            ? moves.goOn(completed, input)
            : input
                .scopeWidened()
                .map(wider -> moves.widen(completed, wider, input))
                .orElseGet(() -> moves.watch(completed, input));
    return switch (input.hand()) {
      case Hand.Rollback rollback when completed.stage() > 0 && rules.size() > 1 ->
          Look.executing(moves.rollBack(completed, rollback, input));
      case Hand.Rollback rollback -> Look.refusing(rollback, Refusals.FIRST_STAGE, stay);
      case Hand.Resume resume -> Look.refusing(resume, Refusals.NOT_STOPPED, stay);
      case Hand.Retry retry -> Look.refusing(retry, Refusals.COMPLETED, stay);
      case Hand.Skip skip -> Look.refusing(skip, Refusals.COMPLETED, stay);
      case Hand.Abort _ -> new Look(stay, new Answer.NotAsked());
      case Hand.None _ -> new Look(stay, new Answer.NotAsked());
    };
  }

  private boolean isGone(AtStage at) {
    return at.stage() >= rules.size();
  }

  private StageRules rulesOf(AtStage at) {
    return rules.get(Math.min(at.stage(), rules.size() - 1));
  }
}
