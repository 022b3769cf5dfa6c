package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import java.time.Duration;
import java.time.Instant;

/** When a stage is due for what, and how verdicts are counted. */
final class Clockwork {
  private Clockwork() {}

  /** The evidence when it starts at {@code start}; it is never moved back. */
  static EvidenceRun evidenceRun(Progress.AtStage at, EvidenceStart start) {
    return switch (start) {
      case EvidenceStart.From(Instant instant) when instant.isAfter(at.evidence().from()) ->
          new EvidenceRun(evidencesUsed(at), instant);
      case EvidenceStart.From _ -> at.evidence();
      case EvidenceStart.NotYet _ -> at.evidence();
    };
  }

  /** The progress with the evidence that starts at {@code start}. */
  static Progress.AtStage restarted(Progress.AtStage at, EvidenceStart start) {
    EvidenceRun run = evidenceRun(at, start);
    return run.equals(at.evidence()) ? at : at.with(run, at.counters().restarted());
  }

  /** How many evidences of its stage are used up, this one too if somebody looked at it. */
  static int evidencesUsed(Progress.AtStage at) {
    boolean wasLookedAt = !at.counters().evaluatedAt().isBefore(at.evidence().from());
    return at.evidence().restarts() + (wasLookedAt ? 1 : 0);
  }

  /**
   * When the gate has to be asked: each {@code evaluationInterval} once there can be evidence, and
   * when the soak ends or a promotion window opens if nothing else was missing.
   */
  static Instant evaluationDue(Progress.AtStage at, StageRules rules, Window window) {
    Instant from = at.evidence().from();
    Instant last = at.counters().evaluatedAt();
    if (last.isBefore(from)) {
      return from;
    }
    Instant due = last.plus(rules.pace().evaluationInterval());
    if (at.counters().successes() < rules.pace().consecutiveSuccessLimit()) {
      return due;
    }
    Instant sooner = soonerAfter(last, soakEnd(at, rules), due);
    return window.opening().map(opening -> soonerAfter(last, opening, sooner)).orElse(sooner);
  }

  private static Instant soonerAfter(Instant last, Instant moment, Instant due) {
    return moment.isAfter(last) && moment.isBefore(due) ? moment : due;
  }

  static Instant soakEnd(Progress.AtStage at, StageRules rules) {
    return at.startedAt().plus(rules.pace().requiredSoakTime());
  }

  static Instant deadline(Progress.AtStage at, StageRules rules) {
    return at.startedAt().plus(rules.pace().progressDeadline());
  }

  /** Whether the gate failed more often than is tolerated. */
  static boolean hasFailed(Counters counters, StageRules rules) {
    return counters.failures() > rules.pace().failureLimit();
  }

  /** The counters after a verdict that was due. */
  static Counters count(Counters counters, Verdict verdict, Instant now, StageRules rules) {
    return switch (verdict) {
      case Verdict.Successful _ -> countSuccess(counters, now, rules);
      case Verdict.Failed failed -> counters.failed(now);
      case Verdict.Error _ -> counters.erred(now);
      case Verdict.Inconclusive _ -> counters.undecided(now);
      case Verdict.Running _ -> counters.undecided(now);
    };
  }

  private static Counters countSuccess(Counters counters, Instant now, StageRules rules) {
    boolean tooSoon =
        counters.successes() > 0
            && now.isBefore(counters.evaluatedAt().plus(rules.pace().evaluationInterval()));
    return tooSoon ? counters.confirmed(now) : counters.successful(now);
  }

  /** The earliest time at which the stage can be left if every verdict from now on is a success. */
  static Instant earliestEnd(Progress.AtStage at, StageRules rules, Duration lag, Window window) {
    Counters counters = at.counters();
    Instant due = evaluationDue(at, rules, window);
    int missing = rules.pace().consecutiveSuccessLimit() - counters.successes();
    Instant enough =
        missing <= 1 ? due : due.plus(rules.pace().evaluationInterval().multipliedBy(missing - 1L));
    Instant first = counters.successes() == 0 ? due : counters.successesSince();
    Instant judged = latest(enough, latest(first.plus(lag), soakEnd(at, rules)));
    return window.opening().map(opening -> latest(judged, opening)).orElse(judged);
  }

  static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
