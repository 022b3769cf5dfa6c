package dev.tokenprotection.core.stage;

/**
 * The reasons for which a rollout waits, each with its cause, when it goes on and what a person can
 * do. The reference page is made from these texts.
 */
public enum WaitReason {
  EMERGENCY_STOP(
      "EmergencyStop",
      "An emergency stop puts everything to report-only.",
      "once a person resumes",
      "remove the stop, then set the annotation tokenprotection.dev/resume to the ID in"
          + " status.emergency; that enforces again at once"),
  BREAK_GLASS_AFFECTED(
      "BreakGlassAffected",
      "What-If says that an enforced policy applies to an emergency access account; all is"
          + " report-only.",
      "once a person resumes",
      "find out why in Entra (Conditional Access, What If), then set the annotation"
          + " tokenprotection.dev/resume to the ID in status.emergency; that enforces again at"
          + " once"),
  TENANT_FROZEN(
      "TenantFrozen",
      "spec.freeze of the EntraTenant stops every promotion of the tenant.",
      "once spec.freeze of the EntraTenant is gone",
      "remove spec.freeze of the EntraTenant"),
  PAUSED(
      "Paused",
      "spec.paused stops every promotion of the rollout.",
      "once spec.paused is false",
      "set spec.paused to false"),
  BREAK_GLASS_UNVERIFIED(
      "BreakGlassUnverified",
      "The emergency access accounts are not known to get anybody in.",
      "once two enabled, cloud-only emergency access users are found",
      "fix what the condition BreakGlassProtected names"),
  PREFLIGHT_FAILED(
      "PreflightFailed",
      "A check that enforcement needs fails.",
      "once no check in status.preflight blocks",
      "do what the remedy of each check that blocks says"),
  GROUPS_UNRESOLVED(
      "GroupsUnresolved",
      "A group that a stage names was not found, or more than one was.",
      "once every group that a stage names is found exactly once",
      "create or rename the group in Entra, or give its id"),
  POLICY_NOT_IN_SYNC(
      "PolicyNotInSync",
      "The policies are not what the stage wants.",
      "once Entra holds what the stage wants",
      "read the condition PolicyInSync: it says whether a write is under way or what refuses it"),
  MEMBERSHIP_NOT_IN_SYNC(
      "MembershipNotInSync",
      "The members of managed groups are not what the stages want.",
      "once the managed groups have the members that the stages want",
      "read the condition MembershipInSync: it says whether a write is under way or what refuses it"),
  MEMBERSHIP_SETTLING(
      "MembershipSettling",
      "Members were changed shortly before the operator started, and the policies may not cover them"
          + " yet.",
      "by itself when gate.settleTime.membership has passed since",
      "no action needed"),
  SCOPE_WIDENED(
      "ScopeWidened",
      "More is wanted enforced than has passed a gate.",
      "once the gate of the last stage has passed with it",
      "no action needed; or take what is wider out of the rollout"),
  STOPPED(
      "Stopped",
      "The rollout is stopped and report-only; status.emergency says by what.",
      "once a person resumes",
      "fix the cause, then set the annotation tokenprotection.dev/resume to the ID in"
          + " status.emergency; that enforces again at once what the stage enforces"),
  STAGES_CHANGED(
      "StagesChanged",
      "The spec has lost the stage that the rollout is in.",
      "once the stages are put back, or a person accepts the new ones",
      "put the stages back"),
  GATE_FAILED(
      "GateFailed",
      "The gate failed more often than gate.failureLimit tolerates.",
      "after a manual action",
      "fix the devices and clients that the verdict names, then set the annotation"
          + " tokenprotection.dev/retry; raising gate.failureLimit accepts that these users will be"
          + " blocked"),
  PROGRESS_DEADLINE_EXCEEDED(
      "ProgressDeadlineExceeded",
      "The stage has taken longer than gate.progressDeadline.",
      "after a manual action",
      "fix what else the stage waits for, then set the annotation tokenprotection.dev/retry, or"
          + " raise gate.progressDeadline"),
  POLICIES_TO_BE_WRITTEN(
      "PoliciesToBeWritten",
      "A policy whose results are the evidence is missing or about to be written.",
      "by itself when it is written",
      "no action needed, unless the condition PolicyInSync names what keeps it from being written"),
  SETTLING(
      "Settling",
      "A policy that was written becomes effective in the tenant.",
      "by itself when gate.settleTime.policy has passed",
      "no action needed"),
  SOAKING(
      "Soaking",
      "The stage has to last gate.requiredSoakTime.",
      "by itself when the soak time ends",
      "no action needed"),
  WINDOW_CLOSED(
      "WindowClosed",
      "spec.promotionWindows let no promotion through now.",
      "by itself when a window opens",
      "no action needed; or change spec.promotionWindows"),
  WINDOW_NEVER_OPENS(
      "WindowNeverOpens",
      "spec.promotionWindows never let a promotion through.",
      "once spec.promotionWindows let a promotion through",
      "change spec.promotionWindows"),
  APPROVAL(
      "Approval",
      "People have to approve that the stage is left.",
      "once enough people have approved",
      "review and approve with tpr approve; each approval is by another person"),
  APPROVALS_UNTRUSTED(
      "ApprovalsUntrusted",
      "It can't be proved who approved, so no approval counts.",
      "once the API server refuses forged approvals",
      "install the admission policies of the chart; the condition ApprovalsTrusted says what is wrong"),
  GATE_NOT_PASSED(
      "GateNotPassed",
      "The gate has not passed often enough in a row (gate.consecutiveSuccessLimit).",
      "by itself when it has passed that often, one evaluation each gate.evaluationInterval",
      "no action needed, unless the condition GatePassing names something to fix"),
  LOG_DELAY(
      "LogDelay",
      "The evaluations that passed lie closer together than the sign-in log is late.",
      "by itself when they span the delay of the log",
      "no action needed"),
  LOGS_BEING_READ(
      "LogsBeingRead",
      "An evaluation is due and waits until the sign-in logs are read, which takes longer than"
          + " usual, as after a restart of the operator in a large tenant.",
      "by itself when they are read up to the evaluation",
      "no action needed; if they get no further, check the condition TelemetryHealthy of the"
          + " EntraTenant and whether the metric tpr_sign_in_rows_total grows");

  private final String apiName;
  private final String cause;
  private final Advice advice;

  WaitReason(String apiName, String cause, String until, String remedy) {
    this.apiName = apiName;
    this.cause = cause;
    this.advice = new Advice(until, remedy);
  }

  /** The name in {@code status.nextAction.blockedBy} and in conditions. */
  public String apiName() {
    return apiName;
  }

  /** What is the case, one sentence. */
  public String cause() {
    return cause;
  }

  /** When it goes on and what a person can do. */
  public Advice advice() {
    return advice;
  }
}
