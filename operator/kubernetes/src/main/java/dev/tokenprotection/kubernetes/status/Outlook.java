package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.stage.Blocker;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.NextAction;
import dev.tokenprotection.core.stage.NextAction.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes next, as status shows it. Times are shown only where they mean something: a look that
 * would merely be another look is no news.
 *
 * @param next what the stage machine says
 * @param nextStage the name of the stage that would begin; empty when there is none
 */
public record Outlook(NextAction next, String nextStage) {

  /** {@code status.nextAction}. */
  dev.tokenprotection.api.v1alpha1.NextAction action() {
    return new dev.tokenprotection.api.v1alpha1.NextAction(
        next.type().apiName(),
        hasTime() ? next.at() : null,
        blockedBy().isEmpty() ? null : blockedBy());
  }

  /**
   * The column NEXT. A time is shown only where time alone brings it.
   *
   * @param gate the last verdict, null when there is none
   */
  String column(GateStatus gate) {
    if (hasTime() && held().isPresent()) {
      return "Held: " + held().get().reason();
    }
    if (hasTime() && fails(gate)) {
      return "Waits for the gate";
    }
    return switch (next.type()) {
      case PROMOTE -> "Promote ≥ " + Texts.shortTime(next.notBefore());
      case COMPLETE -> "Complete ≥ " + Texts.shortTime(next.notBefore());
      case WAIT_FOR_PERSON -> "Waits for a person";
      case WATCH -> "Nothing";
      case DELETE -> "Delete";
    };
  }

  /** The column WAITS-FOR; empty when it waits for nothing. */
  String waitsFor() {
    return ShortText.of(String.join(", ", next.blockedBy()), 200);
  }

  /** The lines of the report about what it waits for: until when each, and what a person can do. */
  List<String> waits() {
    return next.blockers().stream().limit(Bounds.ENTRIES).map(Blocker::line).toList();
  }

  /**
   * The line of the report that begins with Next.
   *
   * @param gate the last verdict, null when there is none
   */
  String line(GateStatus gate) {
    return switch (next.type()) {
      case PROMOTE -> "Next: promote to " + nextStage + ", " + when(gate);
      case COMPLETE -> "Next: complete, " + when(gate);
      case WAIT_FOR_PERSON -> "Next: a person has to act";
      case WATCH -> "Next: nothing; what is in place is kept and watched";
      case DELETE -> "Next: go, once the deletion policy was carried out";
    };
  }

  private String when(GateStatus gate) {
    return held()
        .map(hold -> "when it is no longer held (" + hold.reason() + ")")
        .orElseGet(
            () ->
                fails(gate)
                    ? "when the gate passes"
                    : "not before " + Texts.time(next.notBefore()));
  }

  /** Whether a person can begin the stage anew to go on. */
  boolean takesRetry() {
    return next.blockers().stream()
        .anyMatch(
            blocker ->
                blocker instanceof Blocker.GateFailed
                    || blocker instanceof Blocker.DeadlineExceeded);
  }

  private static boolean fails(GateStatus gate) {
    return gate != null && "Failed".equals(gate.phase());
  }

  /** What holds the rollout and does not pass by itself. */
  private Optional<Hold> held() {
    return next.blockers().stream()
        .flatMap(blocker -> blocker instanceof Blocker.Held(Hold hold) ? Stream.of(hold) : null)
        .filter(
            hold ->
                !(hold instanceof Hold.PolicyNotInSync)
                    && !(hold instanceof Hold.MembershipNotInSync)
                    && !(hold instanceof Hold.MembershipSettling)
                    && !(hold instanceof Hold.ScopeWidened))
        .findFirst();
  }

  private List<String> blockedBy() {
    return next.blockedBy().stream()
        .limit(Bounds.ENTRIES)
        .map(text -> ShortText.of(text, 200))
        .toList();
  }

  private boolean hasTime() {
    return next.type() == Type.PROMOTE || next.type() == Type.COMPLETE;
  }
}
