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
          new EvidenceRun(at.evidence().restarts() + (wasLookedAt(at) ? 1 : 0), instant);
      case EvidenceStart.From _ -> at.evidence();
      case EvidenceStart.NotYet _ -> at.evidence();
    };
  }

  /** The progress with the evidence that starts at {@code start}. */
  static Progress.AtStage restarted(Progress.AtStage at, EvidenceStart start) {
    EvidenceRun run = evidenceRun(at, start);
    return run.equals(at.evidence()) ? at : at.with(run, at.counters().restarted());
  }

  /** A new attempt after a stop; looks at the same stage before it have spent their budget. */
  static Progress.AtStage resumed(Progress.AtStage from, int stage, Input input) {
    Progress.AtStage anew = Progress.AtStage.begin(stage, input.newId(), input.now());
    return stage == from.stage()
        ? anew.with(evidenceRun(from, new EvidenceStart.From(input.now())), anew.counters())
        : anew;
  }

  private static boolean wasLookedAt(Progress.AtStage at) {
    return !at.counters().evaluatedAt().isBefore(at.evidence().from());
  }

  /**
   * When the gate has to be asked: each {@code evaluationInterval} once there can be evidence, and
   * when the soak ends if nothing but the soak was missing.
   */
  static Instant evaluationDue(Progress.AtStage at, StageRules rules) {
    Instant from = at.evidence().from();
    Instant last = at.counters().evaluatedAt();
    if (last.isBefore(from)) {
      return from;
    }
    Instant due = last.plus(rules.pace().evaluationInterval());
    Instant soakEnd = soakEnd(at, rules);
    boolean onlySoakIsMissing = at.counters().successes() >= rules.pace().consecutiveSuccessLimit();
    return onlySoakIsMissing && soakEnd.isAfter(last) && soakEnd.isBefore(due) ? soakEnd : due;
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
  static Instant earliestEnd(Progress.AtStage at, StageRules rules, Duration lag) {
    Counters counters = at.counters();
    Instant due = evaluationDue(at, rules);
    int missing = rules.pace().consecutiveSuccessLimit() - counters.successes();
    Instant enough =
        missing <= 1 ? due : due.plus(rules.pace().evaluationInterval().multipliedBy(missing - 1L));
    Instant first = counters.successes() == 0 ? due : counters.successesSince();
    return latest(enough, latest(first.plus(lag), soakEnd(at, rules)));
  }

  static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
