package dev.tokenprotection.core.stage;

import java.time.Duration;
import java.time.Instant;

/**
 * What came out of the gate in an attempt at a stage.
 *
 * @param successes successful verdicts in a row; any other verdict ends the row
 * @param successesSince when the first of them was made; {@link #NEVER} when there is none
 * @param failures failed verdicts in this attempt, in a row or not
 * @param errors verdicts in a row that ended in an error
 * @param evaluatedAt when the last verdict was made; {@link #NEVER} before the first
 */
public record Counters(
    int successes, Instant successesSince, int failures, int errors, Instant evaluatedAt) {
  /** Before any time that occurs. */
  public static final Instant NEVER = Instant.MIN;

  /** The counters of an attempt that begins. */
  public static final Counters ZERO = new Counters(0, NEVER, 0, 0, NEVER);

  /** How long the row of successes was at {@code now}. */
  Duration span(Instant now) {
    return successes == 0 ? Duration.ZERO : Duration.between(successesSince, now);
  }

  Counters successful(Instant now) {
    return new Counters(successes + 1, successes == 0 ? now : successesSince, failures, 0, now);
  }

  /** A success too soon after the last verdict to count as another one. */
  Counters confirmed(Instant now) {
    return new Counters(successes, successesSince, failures, 0, now);
  }

  Counters undecided(Instant now) {
    return new Counters(0, NEVER, failures, 0, now);
  }

  Counters failed(Instant now) {
    return new Counters(0, NEVER, failures + 1, 0, now);
  }

  Counters erred(Instant now) {
    return new Counters(0, NEVER, failures, errors + 1, now);
  }

  /** The counters after the evidence was started anew: what passed before proves nothing now. */
  Counters restarted() {
    return new Counters(0, NEVER, failures, errors, evaluatedAt);
  }
}
