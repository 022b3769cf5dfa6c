package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.guard.Preflight.Finding;

/** How a check ended. */
public sealed interface Result {
  /** It holds. */
  record Passed(String message) implements Result {}

  /** It does not hold. */
  record Failed(Finding finding) implements Result {}

  /** The tenant did not tell. */
  record Unknown(Finding finding) implements Result {}

  /** It is asked later; nothing is known yet. */
  record Pending(String message) implements Result {}
}
