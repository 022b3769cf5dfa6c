package dev.tokenprotection.core.evidence;

/** Why a row does not tell whether the token was bound. */
public enum UnreadableReason {
  /** appliedConditionalAccessPolicies is missing: the application may not read policies. */
  POLICIES_MISSING,
  /** Our policy's result is missing or of an unknown kind. */
  RESULT_UNKNOWN,
  /** tokenProtectionStatusDetails is missing: not the beta endpoint, or not collected. */
  DETAILS_MISSING,
  /** signInSessionStatus is of an unknown kind. */
  DETAILS_UNKNOWN,
  /** The policy's result and the details, or the unsatisfied controls, contradict each other. */
  CONTRADICTION,
  /** The policy would have asked for a step that report-only mode can't take. */
  REPORT_ONLY_INTERRUPTED
}
