package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps a stage from being left, in the order in which it is told: what people asked for, what
 * is wrong, what only time or people can bring, and what the gate says.
 */
final class Blockers {
  private final RolloutIdentity rollout;

  /**
   * @param rollout for the command that approves
   */
  Blockers(RolloutIdentity rollout) {
    this.rollout = rollout;
  }

  /** All that a look found in which the gate was asked. */
  List<Blocker> of(Progress.AtStage at, StageRules rules, Evaluation.Done done, Input input) {
    List<Blocker> blockers = new ArrayList<>(besideTheGate(at, rules, done, input));
    int successes = at.counters().successes();
    int needed = rules.pace().consecutiveSuccessLimit();
    if (!(done.verdict() instanceof Verdict.Successful) || successes < needed) {
      blockers.add(new Blocker.GateNotPassed(successes, needed));
    }
    return blockers;
  }

  /** The same without what the verdict itself says. */
  List<Blocker> besideTheGate(
      Progress.AtStage at, StageRules rules, Evaluation.Done done, Input input) {
    List<Blocker> blockers = new ArrayList<>(withoutVerdict(at, rules, input));
    boolean enough = at.counters().successes() >= rules.pace().consecutiveSuccessLimit();
    if (enough && at.counters().span(input.now()).compareTo(done.lag()) < 0) {
      blockers.add(new Blocker.LogDelay(done.lag()));
    }
    return blockers;
  }

  /** All that a look found in which the stage goes on and nothing was judged. */
  List<Blocker> unjudged(Progress.AtStage at, StageRules rules, Input input) {
    List<Blocker> blockers = new ArrayList<>(withoutVerdict(at, rules, input));
    if (input.evaluation() instanceof Evaluation.Awaited(Instant due, int percentRead)) {
      blockers.add(new Blocker.LogsBeingRead(due, percentRead));
    }
    return blockers;
  }

  /** What can be told without asking the gate. */
  List<Blocker> withoutVerdict(Progress.AtStage at, StageRules rules, Input input) {
    List<Blocker> blockers = new ArrayList<>();
    input.holds().forEach(hold -> blockers.add(new Blocker.Held(hold)));
    if (Clockwork.hasFailed(at.counters(), rules)) {
      blockers.add(new Blocker.GateFailed());
    }
    Instant now = input.now();
    if (!now.isBefore(Clockwork.deadline(at, rules))) {
      blockers.add(new Blocker.DeadlineExceeded());
    }
    if (input.evidenceStart() instanceof EvidenceStart.NotYet) {
      blockers.add(new Blocker.PoliciesToBeWritten());
    } else if (now.isBefore(at.evidence().from())) {
      blockers.add(new Blocker.Settling(at.evidence().from()));
    }
    if (now.isBefore(Clockwork.soakEnd(at, rules))) {
      blockers.add(new Blocker.Soaking(Clockwork.soakEnd(at, rules)));
    }
    input.window().blocker().ifPresent(blockers::add);
    int missing = input.approvals().missing(rules.pace().minApprovals());
    if (missing > 0) {
      blockers.add(approval(input.approvals(), missing));
    }
    return blockers;
  }

  private Blocker approval(Approvals approvals, int missing) {
    return switch (approvals) {
      case Approvals.Counted _ -> new Blocker.Approval(missing, rollout);
      case Approvals.Untrusted(String message) -> new Blocker.ApprovalsUntrusted(message);
    };
  }
}
