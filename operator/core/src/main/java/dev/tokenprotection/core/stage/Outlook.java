package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.stage.NextAction.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When to look again, and what for. */
final class Outlook {
  private final int stages;
  private final List<StageRules> rules;

  Outlook(List<StageRules> rules) {
    this.stages = rules.size();
    this.rules = rules;
  }

  /** In a stage that begins now: as soon as there can be evidence, or at once. */
  NextAction begin(Progress.AtStage at, Input input, List<Blocker> blockers) {
    Instant due = Clockwork.evaluationDue(at, rules.get(at.stage()), input.window());
    return ahead(at, Clockwork.latest(due, input.now()), input, blockers, Duration.ZERO);
  }

  /**
   * In a stage: at the next evaluation, or when the deadline is reached or a window opens or closes
   * if that comes first. An evaluation that is due but could not be made is tried again each
   * interval.
   */
  NextAction stay(Progress.AtStage at, Input input, List<Blocker> blockers, Duration lag) {
    StageRules stageRules = rules.get(at.stage());
    Instant now = input.now();
    Instant due = Clockwork.evaluationDue(at, stageRules, input.window());
    Instant look = due.isAfter(now) ? due : next(due, now, stageRules.pace().evaluationInterval());
    return ahead(at, look, input, blockers, lag);
  }

  private NextAction ahead(
      Progress.AtStage at, Instant evaluation, Input input, List<Blocker> blockers, Duration lag) {
    StageRules stageRules = rules.get(at.stage());
    Instant look =
        sooner(
            sooner(evaluation, Clockwork.deadline(at, stageRules), input.now()),
            input.window().change(),
            input.now());
    if (blockers.stream().anyMatch(Blocker::waitsForPerson)) {
      return new NextAction(Type.WAIT_FOR_PERSON, look, look, blockers);
    }
    Instant end = Clockwork.earliestEnd(at, stageRules, lag, input.window());
    return new NextAction(
        at.stage() == stages - 1 ? Type.COMPLETE : Type.PROMOTE,
        look,
        Clockwork.latest(end, look),
        blockers);
  }

  private static Instant sooner(Instant look, Instant moment, Instant now) {
    return moment.isAfter(now) && moment.isBefore(look) ? moment : look;
  }

  /**
   * Outside the stages: at the next of the moments that are whole intervals after {@code since}, so
   * that looks in between do not put it off.
   */
  NextAction watch(Type type, int stage, Instant since, Instant now, List<Blocker> blockers) {
    Duration interval = rules.get(Math.min(stage, stages - 1)).pace().evaluationInterval();
    Instant look = next(since, now, interval);
    return new NextAction(type, look, look, blockers);
  }

  /** The first moment after {@code now} that is a whole number of intervals after {@code since}. */
  private static Instant next(Instant since, Instant now, Duration interval) {
    long passed = Math.max(0, Duration.between(since, now).dividedBy(interval));
    return since.plus(interval.multipliedBy(passed + 1));
  }
}
