package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What keeps a stage from being left, each in a few words. */
final class Blockers {
  private Blockers() {}

  /** All that a look found in which the gate was asked. */
  static List<String> of(Progress.AtStage at, StageRules rules, Evaluation.Done done, Input input) {
    List<String> blockers = new ArrayList<>(besideTheGate(at, rules, done, input));
    int successes = at.counters().successes();
    int needed = rules.pace().consecutiveSuccessLimit();
    if (!(done.verdict() instanceof Verdict.Successful) || successes < needed) {
      blockers.add("gate passed " + successes + " of " + needed + " times in a row");
    }
    return blockers;
  }

  /** The same without what the verdict itself says. */
  static List<String> besideTheGate(
      Progress.AtStage at, StageRules rules, Evaluation.Done done, Input input) {
    List<String> blockers = new ArrayList<>(withoutVerdict(at, rules, input));
    boolean enough = at.counters().successes() >= rules.pace().consecutiveSuccessLimit();
    if (enough && at.counters().span(input.now()).compareTo(done.lag()) < 0) {
      blockers.add("delay of the log, " + Words.duration(done.lag()));
    }
    return blockers;
  }

  /** What can be told without asking the gate. */
  static List<String> withoutVerdict(Progress.AtStage at, StageRules rules, Input input) {
    List<String> blockers = new ArrayList<>();
    input.holds().forEach(hold -> blockers.add(hold.reason()));
    if (Clockwork.hasFailed(at.counters(), rules)) {
      blockers.add("GateFailed: raise gate.failureLimit to go on");
    }
    Instant now = input.now();
    if (!now.isBefore(Clockwork.deadline(at, rules))) {
      blockers.add("ProgressDeadlineExceeded: raise gate.progressDeadline to go on");
    }
    if (input.evidenceStart() instanceof EvidenceStart.NotYet) {
      blockers.add("policies to be written");
    } else if (now.isBefore(at.evidence().from())) {
      blockers.add("policy to settle until " + Words.time(at.evidence().from()));
    }
    if (now.isBefore(Clockwork.soakEnd(at, rules))) {
      blockers.add("soak until " + Words.time(Clockwork.soakEnd(at, rules)));
    }
    return blockers;
  }
}
