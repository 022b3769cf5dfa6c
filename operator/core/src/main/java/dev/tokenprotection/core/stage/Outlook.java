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
  NextAction begin(Progress.AtStage at, Instant now, List<String> blockers) {
    Instant due = Clockwork.evaluationDue(at, rules.get(at.stage()));
    return ahead(at, Clockwork.latest(due, now), blockers, Duration.ZERO);
  }

  /**
   * In a stage: at the next evaluation. One that is due but could not be made is tried again each
   * interval.
   */
  NextAction stay(Progress.AtStage at, Instant now, List<String> blockers, Duration lag) {
    StageRules stageRules = rules.get(at.stage());
    Instant due = Clockwork.evaluationDue(at, stageRules);
    Instant look = due.isAfter(now) ? due : next(due, now, stageRules.pace().evaluationInterval());
    return ahead(at, look, blockers, lag);
  }

  private NextAction ahead(Progress.AtStage at, Instant look, List<String> blockers, Duration lag) {
    StageRules stageRules = rules.get(at.stage());
    if (Clockwork.hasFailed(at.counters(), stageRules)) {
      return new NextAction(Type.WAIT_FOR_PERSON, look, look, blockers);
    }
    Instant end = Clockwork.latest(Clockwork.earliestEnd(at, stageRules, lag), look);
    return new NextAction(
        at.stage() == stages - 1 ? Type.COMPLETE : Type.PROMOTE, look, end, blockers);
  }

  /**
   * Outside the stages: at the next of the moments that are whole intervals after {@code since}, so
   * that looks in between do not put it off.
   */
  NextAction watch(Type type, int stage, Instant since, Instant now, List<String> blockers) {
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
