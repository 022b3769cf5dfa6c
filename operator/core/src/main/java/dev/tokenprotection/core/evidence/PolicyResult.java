package dev.tokenprotection.core.evidence;

import java.util.Arrays;

/**
 * The result of a policy. Source: Microsoft Graph beta, "appliedConditionalAccessPolicy resource
 * type", result.
 */
public enum PolicyResult {
  SUCCESS("success"),
  FAILURE("failure"),
  NOT_APPLIED("notApplied"),
  NOT_ENABLED("notEnabled"),
  REPORT_ONLY_SUCCESS("reportOnlySuccess"),
  REPORT_ONLY_FAILURE("reportOnlyFailure"),
  REPORT_ONLY_NOT_APPLIED("reportOnlyNotApplied"),
  REPORT_ONLY_INTERRUPTED("reportOnlyInterrupted"),
  /** Missing, {@code unknown}, {@code unknownFutureValue}, or a value we do not know. */
  UNKNOWN("unknown");

  private final String graphName;

  PolicyResult(String graphName) {
    this.graphName = graphName;
  }

  /** The result that the log's text stands for, in any case; unknown for any other text. */
  public static PolicyResult ofGraphName(String text) {
    return Arrays.stream(values())
        .filter(result -> result.graphName.equalsIgnoreCase(text))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** Whether the policy judged the request, as far as can be told: unknown counts as yes. */
  boolean mayHaveApplied() {
    return switch (this) {
      case NOT_APPLIED, NOT_ENABLED, REPORT_ONLY_NOT_APPLIED -> false;
      case SUCCESS,
          FAILURE,
          REPORT_ONLY_SUCCESS,
          REPORT_ONLY_FAILURE,
          REPORT_ONLY_INTERRUPTED,
          UNKNOWN ->
          true;
    };
  }
}
