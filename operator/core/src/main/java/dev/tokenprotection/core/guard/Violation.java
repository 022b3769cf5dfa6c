package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Change;

/**
 * Why a plan, or a part of it, is not carried out.
 *
 * @param reason one word in UpperCamelCase, for conditions and events
 * @param message one sentence: what is wrong, with numbers and ids of objects, never of users
 * @param remedy one sentence: what a person can do
 * @param refusal which changes are not carried out
 */
public record Violation(String reason, String message, String remedy, Refusal refusal) {

  /** Whether {@code change} is not carried out because of this. */
  public boolean refuses(Change change) {
    return refusal.covers(change);
  }

  /**
   * Whether the gate of the stage itself mends this, so that what is refused must not keep that
   * gate from passing.
   */
  public boolean isMendedByGate() {
    return reason.equals(ScopePassed.REASON);
  }

  /** What is wrong and what to do. */
  public String sentence() {
    return message + " " + remedy;
  }
}
