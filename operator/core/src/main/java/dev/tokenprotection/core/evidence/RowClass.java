package dev.tokenprotection.core.evidence;

/** What one row of the log says about token protection, for one rollout. */
public sealed interface RowClass {

  /** The rollout's policies did not judge this request. */
  record Unrelated() implements RowClass {}

  /** The token was bound to a device. */
  record Bound() implements RowClass {}

  /**
   * Token protection was not satisfied.
   *
   * @param code why, see {@link UnboundCode}; 0 when the log gives no reason
   */
  record Unbound(int code) implements RowClass {}

  /** The row ought to say whether the token was bound, and does not. Never taken for bound. */
  record Unreadable(UnreadableReason reason) implements RowClass {}

  /** Token protection does not apply to this kind of request, though the policy did. */
  record NotApplicable() implements RowClass {}

  /** The user was sent to another step; a later row of the same sign-in has the outcome. */
  record Interrupted() implements RowClass {}

  /** Not counted, but shown. */
  record SetAside(SetAsideReason reason) implements RowClass {}
}
