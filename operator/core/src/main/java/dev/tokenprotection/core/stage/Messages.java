package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.gate.Wording;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions in one sentence for a person. */
final class Messages {
  private Messages() {}

  static String begins(Rollout rollout, Progress.AtStage at) {
    return "Begins " + stage(rollout, at) + ".";
  }

  static String notBegun(Hold hold) {
    return "Not begun: " + hold.sentence();
  }

  static String promoted(Rollout rollout, Progress.AtStage from, Progress.AtStage to) {
    return "The gate of " + name(rollout, from) + " has passed; begins " + stage(rollout, to) + ".";
  }

  static String completed(Rollout rollout) {
    int stages = rollout.stages().size();
    return (stages == 1 ? "Its only stage has" : "All " + stages + " stages have")
        + " passed; what is in place is kept, and watched.";
  }

  static String aborted(String by, String latch) {
    return "Aborted ("
        + Latch.requester(by)
        + ", ID "
        + latch
        + "): back to report-only. Resuming enforces again at once what the stage enforces.";
  }

  static String breakGlassAffected(String what, String latch) {
    return "Back to report-only. " + what + " Then resume with ID " + latch + ".";
  }

  static String rolledBack(Rollout rollout, Progress.AtStage to, String by) {
    return "Rolled back by " + by + ": begins " + stage(rollout, to) + " anew.";
  }

  static String rolledBackWhileStopped(Rollout rollout, Progress.AtStage to, String by) {
    return "Rolled back by " + by + " while stopped: a resume begins " + stage(rollout, to) + ".";
  }

  static String rolledBackByGate(
      Rollout rollout, Progress.AtStage from, Progress.AtStage to, Verdict verdict) {
    return gateFailed(rollout, from, verdict) + " Back to " + stage(rollout, to) + ".";
  }

  static String retried(Rollout rollout, Progress.AtStage at, String by) {
    return "Retried by " + by + ": begins " + stage(rollout, at) + " anew.";
  }

  static String skipped(Rollout rollout, Progress.AtStage from, Hand.Skip skip) {
    return capitalised(name(rollout, from))
        + " was skipped by "
        + skip.by()
        + " without a verdict: "
        + skip.reason()
        + ".";
  }

  static String skippedTo(
      Rollout rollout, Progress.AtStage from, Progress.AtStage to, Hand.Skip skip) {
    return skipped(rollout, from, skip) + " Begins " + stage(rollout, to) + ".";
  }

  static String resumed(Rollout rollout, Progress.AtStage at) {
    return "Resumed: begins " + stage(rollout, at) + " anew.";
  }

  static String stagesAdded(Rollout rollout, Progress.AtStage at) {
    return "Stages were added after the last one had passed: its gate must pass once more; begins "
        + stage(rollout, at)
        + " anew.";
  }

  static String scopeWidened(Rollout rollout, Progress.AtStage at, Hold.ScopeWidened wider) {
    return "More is to be enforced than has passed ("
        + wider.what()
        + "): the last gate must pass once more with it; begins "
        + stage(rollout, at)
        + " anew.";
  }

  static String stageIsGone(Rollout rollout, Progress.AtStage at) {
    return "The rollout is at stage "
        + (at.stage() + 1)
        + ", but its spec has only "
        + rollout.stages().size()
        + "; put the stages back.";
  }

  static String gateFailed(Rollout rollout, Progress.AtStage at, Verdict verdict) {
    return sentence("The gate of " + name(rollout, at) + " has failed", verdict);
  }

  /** Why a stage is not left after a verdict: a hold, else the verdict and what else is missing. */
  static String holds(
      Progress.AtStage at,
      StageRules rules,
      Verdict verdict,
      List<Hold> holds,
      List<Blocker> besideTheGate) {
    if (!holds.isEmpty()) {
      return holds.getFirst().sentence();
    }
    String judged = judged(at.counters(), rules, verdict);
    return besideTheGate.isEmpty() ? judged : judged + " Waits for: " + listed(besideTheGate) + ".";
  }

  private static String judged(Counters counters, StageRules rules, Verdict verdict) {
    String counted =
        switch (verdict) {
          case Verdict.Successful _ ->
              ", "
                  + counters.successes()
                  + " of "
                  + rules.pace().consecutiveSuccessLimit()
                  + " in a row";
          case Verdict.Error _ -> errors(counters, rules);
          case Verdict.Failed _ ->
              ", "
                  + times(counters.failures())
                  + " ("
                  + rules.pace().failureLimit()
                  + " tolerated)";
          case Verdict.Inconclusive _ -> "";
          case Verdict.Running _ -> "";
        };
    return sentence(Wording.name(verdict) + counted, verdict);
  }

  static String waits(Rollout rollout, Progress.AtStage at, List<Blocker> blockers) {
    return capitalised(stage(rollout, at))
        + (blockers.isEmpty()
            ? ", waits for its next evaluation."
            : ", waits for: " + listed(blockers) + ".");
  }

  private static String listed(List<Blocker> blockers) {
    return blockers.stream().map(Blocker::text).collect(Collectors.joining(", "));
  }

  static String breakerTripped(BreakerReading.Read reading, String latch) {
    return "The enforced policy blocked "
        + reading.blockedUsers()
        + " users within "
        + Words.duration(reading.within())
        + ", more than the breaker tolerates ("
        + reading.limit()
        + basis(reading.basis())
        + "): back to report-only. Entra's sign-in log lists them with error 530084; fix the devices"
        + " and clients, then resume with ID "
        + latch
        + ", which enforces again at once.";
  }

  private static String basis(BreakerReading.Basis basis) {
    return switch (basis) {
      case AS_SPECIFIED -> "";
      case SMALLEST ->
          ", the least that its percentage can give, since the covered users could not be counted";
    };
  }

  private static String errors(Counters counters, StageRules rules) {
    int tolerated = rules.pace().consecutiveErrorLimit();
    return counters.errors() > tolerated
        ? ", " + times(counters.errors()) + " in a row (" + tolerated + " tolerated)"
        : "";
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String sentence(String beginning, Verdict verdict) {
    return verdict.reasons().isEmpty()
        ? beginning + "."
        : beginning + ": " + Wording.of(verdict.reasons()) + ".";
  }

  private static String stage(Rollout rollout, Progress.AtStage at) {
    Stage stage = rollout.stages().get(at.stage());
    return "stage "
        + (at.stage() + 1)
        + " of "
        + rollout.stages().size()
        + ", "
        + stage.name()
        + " ("
        + stage.state().apiName()
        + ")";
  }

  private static String name(Rollout rollout, Progress.AtStage at) {
    return "stage " + rollout.stages().get(at.stage()).name();
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
