package dev.tokenprotection.kubernetes.approval;

/** Whether a StageApproval tells who approved. */
public sealed interface ApprovalTrust {
  /** The API server refuses to take an approval in the name of somebody else. */
  record Proved() implements ApprovalTrust {}

  /**
   * The API server would take a forged approval.
   *
   * @param message a clause that says where, and what to do
   */
  record Forgeable(String message) implements ApprovalTrust {}

  /**
   * It could not be tried.
   *
   * @param message a clause that says what came back, and what to do
   */
  record Unproved(String message) implements ApprovalTrust {}

  /** Whether approvals count. */
  default boolean isProved() {
    return switch (this) {
      case Proved proved -> true;
      case Forgeable forgeable -> false;
      case Unproved unproved -> false;
    };
  }
}
