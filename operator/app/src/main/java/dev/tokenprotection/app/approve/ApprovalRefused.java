package dev.tokenprotection.app.approve;

/** Why there is no approval: one sentence that says what came back and what to do. */
final class ApprovalRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ApprovalRefused(String sentence) {
    super(sentence);
  }
}
