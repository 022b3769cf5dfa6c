package dev.tokenprotection.kubernetes.validation;

/**
 * Something in a resource that must be changed before it can be acted upon.
 *
 * @param path the field, such as {@code spec.stages[0].gate.approval.minApprovals}
 * @param message what is wrong and what to do, as the second half of a sentence; names no user
 */
public record Violation(String path, String message) {
  /** Path and message in one line. */
  public String sentence() {
    return path + ": " + message;
  }
}
