package dev.tokenprotection.core.stage;

import java.util.Collection;
import java.util.Comparator;

/** What a person asked for since the last look. One is answered in a look, once. */
public sealed interface Hand {
  /** Nothing. */
  record None() implements Hand {}

  /**
   * To go back to report-only, and stay there until somebody resumes.
   *
   * @param by the token of the annotation
   */
  record Abort(String by) implements Hand {}

  /**
   * To go back to the stage before.
   *
   * @param by the token of the annotation
   */
  record Rollback(String by) implements Hand {}

  /**
   * To go on after a stop.
   *
   * @param latch the name of the stop that the person has seen
   */
  record Resume(String latch) implements Hand {}

  /**
   * To begin the present stage anew.
   *
   * @param by the token of the annotation
   */
  record Retry(String by) implements Hand {}

  /**
   * To leave the present stage without a verdict.
   *
   * @param by the token of the annotation
   * @param reason why, in the person's words; blank when none was given
   */
  record Skip(String by, String reason) implements Hand {}

  /**
   * Which of several is answered first: what leads back before what leads on. The others wait for
   * the next look.
   */
  static Hand first(Collection<? extends Hand> hands) {
    return hands.stream()
        .map(Hand.class::cast)
        .filter(hand -> !(hand instanceof None))
        .min(Comparator.comparingInt(Hand::rank))
        .orElseGet(None::new);
  }

  private static int rank(Hand hand) {
    return switch (hand) {
      case Abort _ -> 0;
      case Rollback _ -> 1;
      case Resume _ -> 2;
      case Retry _ -> 3;
      case Skip _ -> 4;
      case None _ -> 5;
    };
  }
}
