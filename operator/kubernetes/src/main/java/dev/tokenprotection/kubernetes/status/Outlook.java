package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.stage.NextAction;
import dev.tokenprotection.core.stage.NextAction.Type;
import java.util.List;

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

  /** The column NEXT. */
  String column() {
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

  /**
   * The lines of the report that begin with Waits for: until when each, and what a person can do.
   */
  List<String> waits() {
    return next.blockers().stream()
        .limit(Bounds.ENTRIES)
        .map(blocker -> "Waits for " + blocker.sentence())
        .toList();
  }

  /** The line of the report that begins with Next. */
  String line() {
    return switch (next.type()) {
      case PROMOTE ->
          "Next: promote to " + nextStage + ", not before " + Texts.time(next.notBefore());
      case COMPLETE -> "Next: complete, not before " + Texts.time(next.notBefore());
      case WAIT_FOR_PERSON -> "Next: a person has to act";
      case WATCH -> "Next: nothing; what is in place is kept and watched";
      case DELETE -> "Next: go, once the deletion policy was carried out";
    };
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
