package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The decisions that can be made, each with its message and what comes next. */
final class Moves {
  private final Rollout rollout;
  private final List<StageRules> rules;
  private final Outlook outlook;
  private final Attempts attempts;
  private final Blockers blockers;

  Moves(Rollout rollout, List<StageRules> rules) {
    this.rollout = rollout;
    this.rules = rules;
    this.outlook = new Outlook(rules);
    this.attempts = new Attempts(rollout);
    this.blockers = new Blockers(rollout.identity());
  }

  Decision start(Input input) {
    AtStage first = Attempts.first(input);
    return new Decision.Start(first, Messages.begins(rollout, first), begin(first, input));
  }

  Decision notBegun(NotStarted notStarted, Hold hold, Input input) {
    return new Decision.Stay(
        notStarted,
        Messages.notBegun(hold),
        outlook.watch(
            Type.PROMOTE, 0, Instant.EPOCH, input.now(), List.of(new Blocker.Held(hold))));
  }

  /** Nothing was judged. */
  Decision stay(AtStage at, Input input) {
    NextAction next = ahead(at, input);
    String message =
        input.holds().stream()
            .findFirst()
            .map(Hold::sentence)
            .orElseGet(() -> Messages.waits(rollout, at, next.blockers()));
    return new Decision.Stay(at, message, next);
  }

  /** After a verdict that was not a failure: the stage is left if nothing holds it. */
  Decision promoteOrHold(AtStage at, Evaluation.Done done, Input input) {
    List<Blocker> found = blockers.of(at, rulesOf(at), done, input);
    if (found.isEmpty()) {
      return isLast(at) ? complete(at, input) : promote(at, input);
    }
    return new Decision.Stay(
        at,
        Messages.holds(
            at,
            rulesOf(at),
            done.verdict(),
            input.holds(),
            blockers.besideTheGate(at, rulesOf(at), done, input)),
        outlook.stay(at, input, found, done.lag()));
  }

  private Decision promote(AtStage from, Input input) {
    AtStage next = attempts.after(from, from.stage() + 1, input);
    return new Decision.Promote(
        from, next, Messages.promoted(rollout, from, next), begin(next, input));
  }

  private Decision complete(AtStage from, Input input) {
    return new Decision.Complete(
        from,
        attempts.completed(from, input),
        Messages.completed(rollout),
        outlook.watch(Type.WATCH, from.stage(), input.now(), input.now(), List.of()));
  }

  Decision failGate(AtStage at, Verdict verdict, Input input) {
    return new Decision.FailGate(at, Messages.gateFailed(rollout, at, verdict), ahead(at, input));
  }

  Decision.FallBackToReportOnly failBack(AtStage at, Verdict verdict, Input input) {
    return fallBack(at, Stops.gateFailed(input, Messages.gateFailed(rollout, at, verdict)), input);
  }

  Decision.FallBackToReportOnly fallBack(AtStage from, Latch latch, Input input) {
    return new Decision.FallBackToReportOnly(
        new FellBack(from, latch), latch.message(), stopped(from, latch, input));
  }

  Decision.FallBackToReportOnly fallBack(Completed completed, Latch latch, Input input) {
    return fallBack(last(completed), latch, input);
  }

  /** After a failed gate. */
  Decision rollBack(AtStage from, Verdict verdict, Input input) {
    AtStage to = attempts.after(from, from.stage() - 1, input);
    return new Decision.RollBack(
        from,
        to,
        Latch.OPERATOR,
        Messages.rolledBackByGate(rollout, from, to, verdict),
        begin(to, input));
  }

  Decision rollBack(AtStage from, Hand.Rollback hand, Input input) {
    AtStage to = attempts.after(from, present(from.stage()) - 1, input);
    return new Decision.RollBack(
        from, to, hand.by(), Messages.rolledBack(rollout, to, hand.by()), begin(to, input));
  }

  Decision rollBack(Completed completed, Hand.Rollback hand, Input input) {
    return rollBack(last(completed), hand, input);
  }

  /** The stop stays; what changes is where a resume begins. */
  Decision rollBack(FellBack fellBack, Hand.Rollback hand, Input input) {
    AtStage from = fellBack.from();
    AtStage to = attempts.after(from, present(from.stage()) - 1, input);
    return new Decision.RollBack(
        from,
        new FellBack(to, fellBack.latch()),
        hand.by(),
        Messages.rolledBackWhileStopped(rollout, to, hand.by()),
        stopped(to, fellBack.latch(), input));
  }

  Decision retry(AtStage from, Hand.Retry hand, Input input) {
    AtStage anew = attempts.after(from, from.stage(), input);
    return new Decision.Retry(
        from, anew, hand.by(), Messages.retried(rollout, anew, hand.by()), begin(anew, input));
  }

  Decision skip(AtStage from, Hand.Skip hand, Input input) {
    if (isLast(from)) {
      return new Decision.Skip(
          from,
          attempts.completed(from, input),
          hand.by(),
          hand.reason(),
          Messages.skipped(rollout, from, hand),
          outlook.watch(Type.WATCH, from.stage(), input.now(), input.now(), List.of()));
    }
    AtStage next = attempts.after(from, from.stage() + 1, input);
    return new Decision.Skip(
        from,
        next,
        hand.by(),
        hand.reason(),
        Messages.skippedTo(rollout, from, next, hand),
        begin(next, input));
  }

  Decision resume(FellBack fellBack, Input input) {
    AtStage anew = attempts.after(fellBack.from(), present(fellBack.from().stage()), input);
    return new Decision.Resume(anew, Messages.resumed(rollout, anew), begin(anew, input));
  }

  Decision stayStopped(FellBack fellBack, Input input) {
    return new Decision.Stay(
        fellBack, fellBack.latch().message(), stopped(fellBack.from(), fellBack.latch(), input));
  }

  Decision watch(Completed completed, Input input) {
    return new Decision.Stay(
        completed,
        Messages.completed(rollout),
        outlook.watch(Type.WATCH, completed.stage(), completed.at(), input.now(), List.of()));
  }

  /** Stages were added behind the last one: it is judged again. */
  Decision goOn(Completed completed, Input input) {
    AtStage anew = attempts.after(last(completed), completed.stage(), input);
    return new Decision.Resume(anew, Messages.stagesAdded(rollout, anew), begin(anew, input));
  }

  /** More is to be enforced than has passed: the last stage is judged again with it. */
  Decision widen(Completed completed, Hold.ScopeWidened wider, Input input) {
    AtStage anew = attempts.after(last(completed), present(completed.stage()), input);
    return new Decision.Resume(
        anew, Messages.scopeWidened(rollout, anew, wider), begin(anew, input));
  }

  Decision stageIsGone(AtStage at, Input input) {
    return new Decision.Stay(
        at,
        Messages.stageIsGone(rollout, at),
        outlook.watch(
            Type.WAIT_FOR_PERSON,
            at.stage(),
            at.startedAt(),
            input.now(),
            List.of(new Blocker.StagesChanged())));
  }

  private AtStage last(Completed completed) {
    return completed.last(rollout.stages().get(present(completed.stage())).name());
  }

  /** What holds the stage, the verdict aside. */
  List<Blocker> blockers(AtStage at, Input input) {
    return blockers.withoutVerdict(at, rulesOf(at), input);
  }

  private NextAction stopped(AtStage from, Latch latch, Input input) {
    return outlook.watch(
        Type.WAIT_FOR_PERSON,
        from.stage(),
        latch.at(),
        input.now(),
        List.of(new Blocker.Latched(latch.id())));
  }

  private NextAction begin(AtStage at, Input input) {
    return outlook.begin(at, input, blockers(at, input));
  }

  private NextAction ahead(AtStage at, Input input) {
    return outlook.stay(at, input, blockers.unjudged(at, rulesOf(at), input), Duration.ZERO);
  }

  private boolean isLast(AtStage at) {
    return at.stage() == rules.size() - 1;
  }

  private int present(int stage) {
    return Math.min(stage, rules.size() - 1);
  }

  private StageRules rulesOf(AtStage at) {
    return rules.get(present(at.stage()));
  }
}
