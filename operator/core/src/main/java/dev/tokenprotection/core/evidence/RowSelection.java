package dev.tokenprotection.core.evidence;

/**
 * Which rows of the log are asked for. The narrow ones are chosen so that a source can answer them
 * by itself, without reading the other rows.
 */
public enum RowSelection {
  /** All of them. */
  ALL,
  /**
   * Rows that count against a rollout: unbound ones, and those that a policy blocked. What is
   * unreadable, or unbound by its policy's result alone, is not among them.
   */
  AGAINST,
  /** Rows that a policy blocked, token protection among others. */
  BLOCKED;

  /** Whether a row is among those asked for. */
  public boolean includes(SignInRow row) {
    return switch (this) {
      case ALL -> true;
      case AGAINST -> isUnbound(row.details()) || isBlocked(row);
      case BLOCKED -> isBlocked(row);
    };
  }

  private static boolean isUnbound(BindingDetails details) {
    return details instanceof BindingDetails.Reported(BindingStatus status, int _)
        && status == BindingStatus.UNBOUND;
  }

  private static boolean isBlocked(SignInRow row) {
    return BlockedSignIns.CODES.contains(row.errorCode());
  }
}
