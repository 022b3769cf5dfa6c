package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.stage.Counters;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the operator remembers of a rollout.
 *
 * @param accepted the policies as they were written or accepted last
 * @param corrections when drift was put back
 * @param stages the text of the stages that were reached
 * @param handled the latest handled token of each annotation
 */
record Status(
    Progress progress,
    Intent intent,
    Scope passed,
    Map<PolicyRole, PolicyId> known,
    Map<PolicyRole, Drift.Accepted> accepted,
    Corrections corrections,
    String stages,
    Map<String, String> handled) {
  static final Status ABSENT =
      new Status(
          new Progress.NotStarted(),
          Intent.NONE,
          Scope.NOTHING,
          Map.of(),
          Map.of(),
          Corrections.NONE,
          "",
          Map.of());

  Status {
    known = Map.copyOf(known);
    accepted = Map.copyOf(accepted);
    handled = Map.copyOf(handled);
  }

  Status with(Intent changed) {
    return new Status(progress, changed, passed, known, accepted, corrections, stages, handled);
  }

  Status knowing(Map<PolicyRole, PolicyId> changed) {
    return new Status(progress, intent, passed, changed, accepted, corrections, stages, handled);
  }

  Status handling(Map<String, String> tokens) {
    return new Status(progress, intent, passed, known, accepted, corrections, stages, tokens);
  }

  Status at(Progress changed, Scope nowPassed, String reached) {
    return new Status(changed, intent, nowPassed, known, accepted, corrections, reached, handled);
  }

  /** All that decides how it goes on, but how much of a gate's error budget is spent. */
  void into(Fingerprint print, Instant now) {
    switch (progress) {
      case Progress.NotStarted _ -> print.value("not started");
      case Progress.AtStage at -> into(print, at);
      case Progress.FellBack(Progress.AtStage from, Latch latch) -> {
        into(print.value("fell back").name(latch.id()).value(latch.cause()), from);
        print.name(latch.by());
      }
      case Progress.Completed completed -> print.value("completed").name(completed.attempt());
    }
    if (now.isBefore(intent.visibleAt())) {
      intent.entries().stream()
          .filter(entry -> entry.type().startsWith("Create"))
          .forEach(entry -> print.value(entry.type()).value(entry.target()));
      print.time(intent.recordedAt(), 1);
    }
    print.scope(passed);
    new TreeMap<>(accepted).forEach((role, last) -> print.value(role).value(last.hash()));
    print.value(Math.min(Corrections.FIGHT, corrections.at().size()));
    new TreeMap<>(known).forEach((role, id) -> print.value(role).name(id.value()));
    World.tokensInto(print, handled);
  }

  private static void into(Fingerprint print, Progress.AtStage at) {
    Counters counters = at.counters();
    print
        .value(at.stage())
        .name(at.attempt())
        .time(at.startedAt(), 2)
        .time(at.evidence().from(), Interleavings.LONGEST)
        .value(Math.min(1, counters.successes()))
        .value(Math.min(1, counters.failures()))
        .time(counters.successesSince(), Interleavings.LONGEST)
        .time(counters.evaluatedAt(), Interleavings.LONGEST);
  }

  /** With the policies as they were written or accepted last. */
  Status accepting(Map<PolicyRole, Drift.Accepted> changed) {
    return new Status(progress, intent, passed, known, changed, corrections, stages, handled);
  }

  Status correcting(Corrections changed) {
    return new Status(progress, intent, passed, known, accepted, changed, stages, handled);
  }

  /** How many stages were reached. */
  int reached() {
    return switch (progress) {
      case Progress.NotStarted _ -> 0;
      case Progress.AtStage at -> at.stage() + 1;
      case Progress.FellBack(Progress.AtStage from, var _) -> from.stage() + 1;
      case Progress.Completed completed -> completed.stage() + 1;
    };
  }

  /** The handled tokens with one more. */
  Map<String, String> handledAnd(String annotation, String token) {
    Map<String, String> more = new TreeMap<>(handled);
    more.put(annotation, token);
    return more;
  }
}
