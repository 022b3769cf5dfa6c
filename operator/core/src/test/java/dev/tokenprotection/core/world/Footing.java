package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.core.stage.StageEdit;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a rollout stands before anything is decided: where status says, or, after status was lost
 * or other stages were accepted, where what is live in Entra says.
 */
sealed interface Footing {
  /** It stands here. */
  record Firm(Progress progress, Scope passed) implements Footing {}

  /** It can't be told, so that nothing but stopping is done. */
  record Stalled(Progress progress, Scope passed, String why) implements Footing {}

  Progress progress();

  Scope passed();

  static Footing of(
      Cluster.Snapshot read, ObservedState observed, Instant now, Supplier<String> ids, Core core) {
    Status status = read.status();
    Spec spec = read.spec();
    Resolved resolved = spec.resolved(observed);
    if (status.progress() instanceof Progress.NotStarted) {
      return recovered(
          status, core.recovery(spec.rollout(), resolved, spec.breakGlass(), observed), now, ids);
    }
    StageEdit edit =
        core.stageEdit(
            status.stages(),
            spec.stagesText(status.reached()),
            spec.annotations().getOrDefault(Spec.ACCEPT, ""));
    return switch (edit) {
      case StageEdit.None _ -> new Firm(status.progress(), status.passed());
      case StageEdit.Refused refused ->
          new Stalled(status.progress(), status.passed(), refused.sentence(List.of(), Spec.ACCEPT));
      case StageEdit.Accepted _ -> accepted(read, observed, now, ids);
    };
  }

  private static Footing recovered(
      Status status, Recovery recovery, Instant now, Supplier<String> ids) {
    return switch (recovery) {
      case Recovery.Anew _ -> new Firm(status.progress(), status.passed());
      case Recovery.At at -> new Firm(at.begin(ids.get(), now), at.passed());
      case Recovery.Unresolved(var groups) ->
          new Stalled(status.progress(), status.passed(), "unresolved: " + groups);
      case Recovery.Disagrees(String sentence) ->
          new Stalled(status.progress(), status.passed(), sentence);
    };
  }

  private static AtStage begun(
      Recovery.At at, Progress before, String left, Spec spec, String id, Instant now) {
    String name = spec.rollout().stages().get(at.stage()).name();
    return switch (before) {
      case Progress.AtStage from -> at.beginAfter(from, left, name, id, now);
      case Progress.FellBack(AtStage from, var _) -> at.beginAfter(from, left, name, id, now);
      case Progress.Completed completed -> at.beginAfter(completed.last(left), left, name, id, now);
      case Progress.NotStarted _ -> at.begin(id, now);
    };
  }

  private static Footing accepted(
      Cluster.Snapshot read, ObservedState observed, Instant now, Supplier<String> ids) {
    Status status = read.status();
    String[] reached = status.stages().split("\n");
    String name = reached[reached.length - 1].split(" ")[0];
    Recovery recovery =
        Recovery.afterEdit(
            read.spec().rollout(),
            read.spec().resolved(observed),
            observed.policies(),
            name,
            status.reached() - 1);
    if (recovery instanceof Recovery.At at) {
      AtStage begun = begun(at, status.progress(), name, read.spec(), ids.get(), now);
      Progress progress =
          status.progress() instanceof Progress.FellBack fellBack
              ? new Progress.FellBack(begun, fellBack.latch())
              : begun;
      return new Firm(progress, status.passed());
    }
    return recovered(status, recovery, now, ids);
  }
}
