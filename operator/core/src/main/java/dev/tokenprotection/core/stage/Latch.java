package dev.tokenprotection.core.stage;

import java.time.Instant;

/**
 * A stop that stays until a person resumes by naming it.
 *
 * @param id the name of this stop
 * @param cause what stopped the rollout
 * @param at when
 * @param by who stopped it: the token of an annotation, or {@link #OPERATOR}
 * @param message one sentence
 */
public record Latch(String id, Cause cause, Instant at, String by, String message) {
  /** Stopped by a rule, not by a person. */
  public static final String OPERATOR = "operator";

  /**
   * Who stopped, in a few words: a token is only what somebody wrote, so it is shown as a token.
   *
   * @param by as in {@link #by}; a stop by a field or by an EntraTenant says where it is
   */
  public static String requester(String by) {
    boolean isPlace = by.startsWith("spec.") || by.startsWith("EntraTenant ");
    return isPlace || by.equals(OPERATOR) ? by : "token " + by;
  }

  /** The breaker's stop, wherever a rollout is. */
  public static Latch ofBreaker(BreakerReading.Read tripped, String id, Instant at) {
    return new Latch(id, Cause.BREAKER, at, OPERATOR, Messages.breakerTripped(tripped, id));
  }

  /** What may stop a rollout. */
  public enum Cause {
    EMERGENCY_STOP("EmergencyStop"),
    BREAKER("Breaker"),
    /** An enforced policy applies to an emergency access account. */
    BREAK_GLASS("BreakGlass"),
    GATE_FAILED("GateFailed"),
    ABORTED("Abort");

    private final String apiName;

    Cause(String apiName) {
      this.apiName = apiName;
    }

    /** The name in {@code status.emergency.cause}. */
    public String apiName() {
      return apiName;
    }
  }
}
