package dev.tokenprotection.kubernetes.condition;

/** The types of condition, in the order in which status lists them. */
public enum ConditionType {
  /**
   * What is wanted now is applied and verified in Entra, or the tenant can be used. Not that a
   * rollout has ended: it soaks for weeks, and whoever waits for Ready would wait as long.
   */
  READY("Ready"),
  /** Present while something is under way. Source: kstatus, section "Conditions". */
  RECONCILING("Reconciling"),
  /** Present while a person must mend something. Source: kstatus, section "Conditions". */
  STALLED("Stalled"),
  LICENSED("Licensed"),
  PERMITTED("Permitted"),
  BREAK_GLASS_VERIFIED("BreakGlassVerified"),
  TELEMETRY_HEALTHY("TelemetryHealthy"),
  /** Of an EntraTenant: rollouts refer to it. The chart's admission policy reads it. */
  IN_USE("InUse"),
  POLICY_IN_SYNC("PolicyInSync"),
  MEMBERSHIP_IN_SYNC("MembershipInSync"),
  BREAK_GLASS_PROTECTED("BreakGlassProtected"),
  PREFLIGHT_PASSED("PreflightPassed"),
  /** Unknown means that there is not enough evidence. */
  GATE_PASSING("GatePassing"),
  /** The API server proves who approved; only there while somebody is asked. */
  APPROVALS_TRUSTED("ApprovalsTrusted"),
  /** Of a StageApproval: it counts for the stage that it is about. */
  COUNTED("Counted"),
  ROLLOUT_COMPLETED("RolloutCompleted");

  private final String apiName;

  ConditionType(String apiName) {
    this.apiName = apiName;
  }

  /** The value of {@code type}. */
  public String apiName() {
    return apiName;
  }
}
