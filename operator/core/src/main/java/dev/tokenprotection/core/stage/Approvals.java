package dev.tokenprotection.core.stage;

/** What is known of the people who approve that a stage is left. */
public sealed interface Approvals {
  /** Nobody has approved. */
  Approvals NONE = new Counted(0);

  /**
   * They were counted.
   *
   * @param approvers different people who approved the open {@link ApprovalRequest}
   */
  record Counted(int approvers) implements Approvals {}

  /**
   * It can't be proved who approved, so that nobody's approval counts.
   *
   * @param message one sentence: what was tried and what came back
   */
  record Untrusted(String message) implements Approvals {}

  /** How many of {@code needed} approvals are missing. */
  default int missing(int needed) {
    return switch (this) {
      case Counted(int approvers) -> Math.max(0, needed - approvers);
      case Untrusted _ -> needed;
    };
  }
}
