package dev.tokenprotection.kubernetes.condition;

import dev.tokenprotection.core.port.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The reasons of conditions, each with what it means and what a person can do. The reference pages
 * are made from these texts.
 */
public enum ConditionReason {
  // What is well.
  CONNECTED("Connected. All tenant prerequisites are met.", ""),
  LICENCE_PRESENT("The tenant has Entra ID P1 or P2.", ""),
  PERMISSIONS_GRANTED("The application has every permission that is needed.", ""),
  VERIFIED("At least two enabled, cloud-only emergency access users were found.", ""),
  COLLECTED("Both sign-in logs are read, with binding details and applied policies.", ""),
  IN_SYNC("Entra holds what is wanted, as it was read last.", ""),
  PROTECTED("Every emergency access account is excluded from every policy of the rollout.", ""),
  PASSED("Everything that enforcement needs holds.", ""),
  GATE_SUCCESSFUL("The evidence is good enough.", ""),
  COMPLETED("The last stage was left; its state is kept as it is.", ""),
  NOT_COMPLETED("There are stages to come.", ""),
  ROLLOUTS_REFER(
      "An EntraTenant cannot be deleted while rollouts reference it.",
      "Delete the rollouts first, or set the annotation tokenprotection.dev/force-orphan."),
  NO_ROLLOUT("No rollout refers to the EntraTenant.", ""),
  NO_MANAGED_GROUPS("The rollout has no managed groups.", ""),
  APPROVALS_PROVED("The API server refuses approvals in the name of somebody else.", ""),
  COUNTED("The approval counts for leaving the stage.", ""),

  // What is under way.
  APPLYING("Entra is being brought to what is wanted.", "Wait."),
  WAITING_FOR_VISIBILITY(
      "Something was created that Entra does not show yet. It is not created again before that.",
      "Wait."),
  CHECKING("Something is being read for the first time.", "Wait."),
  TELEMETRY_WARMUP(
      "The sign-in logs are being read from the start of the evidence, as after every start of the"
          + " operator.",
      "Wait."),
  GATE_RUNNING(
      "The evidence is neither good nor bad enough yet.", "Wait; the message says for what."),
  GATE_INCONCLUSIVE(
      "There is too little evidence, or it is too old, or it can't be read. The rollout holds.",
      "The message names what is missing."),
  GATE_ERROR("The evidence could not be read. The rollout holds.", "The message says what to fix."),
  NOT_BEGUN("The first stage has not begun.", "The message says what it waits for."),
  NOT_EVALUATED("The gate of this stage has not been evaluated yet.", "Wait."),
  NO_GATE("The rollout has ended; nothing is evaluated.", ""),

  // What a person must fix in the resources.
  INVALID_SPEC(
      "The resource asks for something that this version can't do, or contradicts itself.",
      "Change the fields that the message names."),
  TENANT_CLAIMED(
      "Another EntraTenant names the same tenant, and was there first.",
      "Use that one, or delete it."),
  TENANT_NOT_FOUND(
      "The EntraTenant that the rollout names does not exist in its namespace.",
      "Create it, or correct spec.tenantRef of a new rollout."),
  TENANT_NOT_READY("The EntraTenant is not ready.", "Read the conditions of the EntraTenant."),
  ENDPOINT_NOT_ALLOWED(
      "spec.endpoints names a host that this installation may not talk to.",
      "Have the host put on the operator's allow-list, or correct it."),
  SECRET_NOT_FOUND(
      "The Secret that the EntraTenant names does not exist in its namespace.",
      "Create the Secret; it is noticed at once."),
  SECRET_KEY_MISSING(
      "The Secret lacks the key that is asked for, or it is empty.",
      "Add the key; it is noticed at once."),
  SERVICE_ACCOUNT_TOKEN_DENIED(
      "No token could be had for the ServiceAccount that the EntraTenant names.",
      "Create the ServiceAccount, and let the operator create serviceaccounts/token in the"
          + " namespace."),
  GROUP_NOT_FOUND(
      "No group of the tenant has the name or id that the rollout gives.",
      "Create the group, or correct the rollout."),
  GROUP_AMBIGUOUS(
      "More than one group of the tenant has the name that the rollout gives.",
      "Rename the others, or give the id."),
  MANAGED_GROUP_DELETED(
      "A managed group that is enforced was deleted in Entra, so nobody is protected by being in it."
          + " Its id stays in the policies, and no group takes its place.",
      "Restore it from Entra's deleted groups (kept for 30 days), or give it up by the annotation"
          + " tokenprotection.dev/give-up-group with its id."),
  USER_NOT_FOUND(
      "Users that the rollout lists do not exist in the tenant.",
      "Correct the entries that the message names."),
  SAMPLE_EMPTY(
      "The sample of a managed group draws nobody. Nobody is added or removed.",
      "Raise its percent, or list users beside it."),
  GROUP_NAME_TAKEN(
      "A group that this rollout does not own has the name of its managed group.",
      "Rename one of the two."),
  DUPLICATE_OWNED_OBJECTS(
      "More than one object in Entra carries the ownership tag of the same part of the rollout.",
      "Delete or rename all but one."),
  OWNED_ELSEWHERE(
      "The rollout's policies in Entra carry the ownership tag of another installation.",
      "Stop that one and take its policies over as the message says, or use another name."),
  STAGES_CHANGED(
      "Stages that were reached already were changed (name, order, state or groups).",
      "Put them back, or accept them by the annotation tokenprotection.dev/accept-stages with the hash"
          + " that the message gives; later stages may change freely."),
  OVERLAPS_ANOTHER_ROLLOUT(
      "Another rollout of the tenant owns the same policy, managed group or cohort and was there"
          + " first. Nothing is written for this one.",
      "Take what the message names out of one of the two, or delete one; the other goes on by"
          + " itself."),
  APPROVALS_FORGEABLE(
      "The API server would take a StageApproval in the name of somebody else. No approval counts,"
          + " and what was given meanwhile never does.",
      "Install the chart's admission policies, or one of your own that refuses it with 403 and names"
          + " spec.approver; then approve again."),
  APPROVALS_UNPROVED(
      "It could not be tried whether the API server refuses forged approvals. No approval counts"
          + " until it can.",
      "Let the operator create stageapprovals, as the chart does; the message says what came back."),
  APPROVED_ALREADY(
      "The same person has approved before: one person counts once.",
      "Let another person approve."),
  REQUEST_NOT_OPEN(
      "The approval answers no open request: the stage was left, or it or its plan has changed.",
      "Run tpr approve to see the open request and answer it."),
  FINALIZER_REFUSED(
      "The API server refused to take the finalizer of the deletion policy off.",
      "Let the operator patch tokenprotectionrollouts, as the chart does."),
  ADOPTION_AMBIGUOUS(
      "More than one policy of the tenant has the wanted name, so it can't be told which one to"
          + " adopt.",
      "Set creationPolicy to Adopt and name the policy by id."),
  ADOPTION_NOT_FOUND(
      "The tenant has no policy of the id that policy.adopt gives.",
      "Correct the id, or restore the policy in Entra."),
  ADOPTION_OWNED(
      "The policy that policy.adopt names carries the ownership tag of a rollout already.",
      "Delete that rollout, then remove the tag from the policy's name."),
  ADOPTION_OCCUPIED(
      "The rollout has another policy already than the one that policy.adopt names.",
      "Give the id of the one that it has, or delete that one in Entra first."),
  ADOPTION_DISAGREES(
      "The policy that is to be adopted is enabled, and no stage enforces just what it covers."
          + " Nothing is written; the plan shows the difference to the nearest stage.",
      "Change the stages, or the groups of the policy in Entra."),
  STATUS_LOST(
      "The rollout has no status, and it can't be told from what is live in Entra where it goes on."
          + " Nothing is written.",
      "Do what the message says, or restore the status from a backup."),

  // What a person must fix in Entra.
  TENANT_UNKNOWN(
      "The tenant does not exist in this cloud.", "Correct spec.tenantId or spec.cloud."),
  APPLICATION_UNKNOWN(
      "The application is not registered in the tenant.", "Register it, or correct spec.clientId."),
  SECRET_INVALID("Entra refuses the client secret.", "Put the right one into the Secret."),
  SECRET_EXPIRED(
      "The client secret or certificate has expired.",
      "Make a new one in Entra and put it into the Secret."),
  FEDERATION_MISMATCH(
      "No federated credential of the application matches the ServiceAccount's token.",
      "Add one with this issuer, subject and audience in Entra."),
  CREDENTIAL_UNUSABLE(
      "The credential could not be read or used.", "The message says what is wrong."),
  PERMISSION_MISSING(
      "The application lacks permissions.",
      "Grant them as application permissions, with admin consent."),
  LICENCE_MISSING("The tenant has no Entra ID P1 or P2.", "Assign a licence to the tenant."),
  SERVICE_PRINCIPAL_MISSING(
      "A covered application has no service principal in the tenant.",
      "Create it, or take the application out of the rollout."),
  SECURITY_DEFAULTS_ENABLED(
      "Security defaults are on, so that no policy can be enabled.",
      "Turn them off once Conditional Access takes their place."),
  POLICY_LIMIT_REACHED(
      "The tenant has as many Conditional Access policies as it may have.", "Delete some."),
  GROUP_PROTECTED(
      "The group can't be changed by an application: it is dynamic, synchronised, role-assignable or"
          + " in a restricted administrative unit.",
      "Use another group."),
  BREAK_GLASS_UNVERIFIED(
      "The emergency access accounts are missing, disabled, or could not be read. Nothing is written"
          + " but towards report-only.",
      "The message names what to fix."),
  BREAK_GLASS_NOT_EXCLUDED(
      "A policy of the rollout does not exclude every emergency access account.",
      "It is repaired at once, unless the message says what keeps it."),
  BREAK_GLASS_AFFECTED(
      "What-If says that a policy of the rollout applies to an emergency access account although it"
          + " is excluded. Nothing is enforced while that is so; what was enforced went back to"
          + " report-only.",
      "Find out in Entra (Conditional Access, What If) why it applies. It is asked again by itself; a"
          + " rollout that went back is resumed by the annotation tokenprotection.dev/resume with the"
          + " id in status.emergency."),
  BREAK_GLASS_SHRINKS(
      "An emergency access account was taken out of spec.breakGlass of the EntraTenant while an"
          + " enforced policy excludes it. It stays excluded.",
      "Name it again, or set the annotation tokenprotection.dev/confirm-break-glass on the"
          + " EntraTenant to the hash that the message gives."),
  DETAILS_MISSING(
      "Sign-ins carry no binding details, so nothing can be told from them.",
      "Check that the beta sign-in log is read, and that the tenant collects the details."),
  APPLIED_POLICIES_MISSING(
      "Sign-ins do not say which policies applied, as without a permission to read policies.",
      "Grant Policy.Read.All."),
  NO_SIGN_INS("The sign-in logs have no rows.", "Wait; if it stays, check the log in Entra."),
  TELEMETRY_LAGGING("Sign-ins arrive too late to judge by them.", "Wait; Entra is behind."),
  TELEMETRY_UNREADABLE("The sign-in logs could not be read.", "The message says what to fix."),
  PREFLIGHT_UNREADABLE("A check of the tenant could not be made.", "It is retried."),
  FOREIGN_CONTROLS(
      "Somebody added conditions or controls to the policy, so it is not enabled.",
      "Remove them from the policy in Entra."),
  GATE_FAILED(
      "Too many sign-ins are unbound, or too many users would be blocked.",
      "Fix the devices and clients that the message names; the gate is evaluated again."),

  // What guards refuse.
  SCOPE_NOT_PASSED(
      "More would be enforced than has passed a gate.",
      "Wait: it is enforced once its gate has passed."),
  SCOPE_WIDENED(
      "The rollout was changed so that it covers more than has passed a gate (an application, a"
          + " device, a guest, an excluded group). What is wider is observed at once; the enforced"
          + " policy stays within what has passed.",
      "Wait: it is enforced once the gate of the present stage has passed with it. After the last"
          + " stage, that one begins anew."),
  TOO_MANY_REMOVALS(
      "More members would be removed than membership.maxRemovals allows.",
      "Remove fewer at a time, or raise the limit."),
  UNOBSERVED_MEMBERS(
      "More people would be enforced than were watched, by more than membership.maxAdditions allows:"
          + " by joining an enforced group at once, or because a group has grown since its gate"
          + " passed, whoever filled it.",
      "Move those who joined to a stage to come, or raise the limit."),
  DRIFTED(
      "Somebody else changed the rollout's policies in Entra, and driftPolicy says to leave that"
          + " alone.",
      "Put it back in Entra, or set driftPolicy to Correct."),
  CONFLICTING_WRITER(
      "Somebody else keeps changing the rollout's policies: they were put back three times within a"
          + " day and changed again. They are left alone for a day.",
      "Stop the other writer (often Terraform's azuread provider or Microsoft365DSC), then set the"
          + " annotation tokenprotection.dev/reconcile to any new value."),
  ADOPTION_LOWERS_PROTECTION(
      "The policy that is to be adopted protects more than the rollout wants. It is left as it is.",
      "Change the rollout, or the policy in Entra, until they agree."),
  ADOPTION_WIDENS_ENFORCEMENT(
      "The policy that is to be adopted leaves out users one by one, whom the rollout would cover.",
      "Leave out a group instead, and name it in policy.excludeGroups."),
  ADOPTION_FOREIGN_CONTROLS(
      "The policy that is to be adopted has conditions or controls that no rollout owns.",
      "Take them out of the policy in Entra."),
  ADOPTION_OF_ANOTHER_KIND(
      "The policy that is to be adopted does not require token protection.",
      "Name another policy, or let the operator make one."),
  POLICY_TOO_BROAD("A write would make a policy too broad.", "Report this defect."),
  WRITE_REFUSED("A guard refused a write.", "The message says why."),

  // What the service or the network did.
  UNREACHABLE("Entra did not answer.", "It is retried; check network and proxy if it stays."),
  SERVER_ERROR("Entra failed.", "It is retried."),
  THROTTLED("Entra asked to slow down.", "It is retried."),
  UNREADABLE_ANSWER("Entra answered something that it does not document.", "Report this."),
  REFUSED("Entra refused the request.", "The message says why."),
  NOT_FOUND("Something that was there is gone.", "It is searched for again."),
  NOT_LEADING("This replica may not write now.", "Another replica goes on."),

  // What a person wanted.
  PAUSED("spec.paused is set: no promotion.", "Unset it to go on."),
  OBSERVE_ONLY(
      "Dry run (spec.applyPolicy is Observe): the plan is shown in status, and nothing is written to"
          + " Entra, not even a rollback or a stop.",
      "Read status.plan; set applyPolicy to Automatic to carry it out."),
  PROGRESS_DEADLINE_EXCEEDED(
      "The stage has taken longer than gate.progressDeadline.",
      "Fix what the stage waits for and set the annotation tokenprotection.dev/retry, or raise"
          + " gate.progressDeadline."),
  EMERGENCY_STOPPED(
      "An emergency stop puts everything to report-only until a person resumes.",
      "Remove spec.emergencyStop and set the annotation tokenprotection.dev/resume to the ID in"
          + " status.emergency; that enforces again at once."),
  ABORTED(
      "A person aborted the rollout: everything is report-only until a person resumes.",
      "Set the annotation tokenprotection.dev/resume to the ID in status.emergency; that enforces"
          + " again at once."),
  BREAKER_TRIPPED(
      "Too many users were blocked at once, so the policy was put to report-only until a person"
          + " resumes.",
      "Find the blocked sign-ins in Entra's log (error 530084) and fix the devices and clients; then"
          + " set the annotation tokenprotection.dev/resume to the ID in status.emergency, which"
          + " enforces again at once.");

  private final String meaning;
  private final String remedy;

  ConditionReason(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The value of {@code reason}: this constant's name in UpperCamelCase. */
  public String apiName() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** What it means, one sentence or two. */
  public String cause() {
    return meaning;
  }

  /** What a person can do; empty when there is nothing to do. */
  public String remedy() {
    return remedy;
  }

  /** The reason of this name; empty for a name that is not listed here. */
  public static Optional<ConditionReason> ofApiName(String apiName) {
    return Arrays.stream(values()).filter(r -> r.apiName().equals(apiName)).findFirst();
  }

  /** The reason behind a failed call to the tenant. */
  public static ConditionReason of(Problem.Cause cause) {
    return switch (cause) {
      case TENANT_UNKNOWN -> TENANT_UNKNOWN;
      case APPLICATION_UNKNOWN -> APPLICATION_UNKNOWN;
      case SECRET_INVALID -> SECRET_INVALID;
      case SECRET_EXPIRED -> SECRET_EXPIRED;
      case FEDERATION_MISMATCH -> FEDERATION_MISMATCH;
      case CREDENTIAL_UNUSABLE -> CREDENTIAL_UNUSABLE;
      case PERMISSION_MISSING -> PERMISSION_MISSING;
      case LICENCE_MISSING -> LICENCE_MISSING;
      case SERVICE_PRINCIPAL_MISSING -> SERVICE_PRINCIPAL_MISSING;
      case SECURITY_DEFAULTS_ENABLED -> SECURITY_DEFAULTS_ENABLED;
      case POLICY_LIMIT_REACHED -> POLICY_LIMIT_REACHED;
      case GROUP_PROTECTED -> GROUP_PROTECTED;
      case NOT_FOUND -> NOT_FOUND;
      case AMBIGUOUS -> GROUP_AMBIGUOUS;
      case REFUSED -> REFUSED;
      case ENDPOINT_NOT_ALLOWED -> ENDPOINT_NOT_ALLOWED;
      case UNREACHABLE -> UNREACHABLE;
      case SERVER_ERROR -> SERVER_ERROR;
      case THROTTLED -> THROTTLED;
      case UNREADABLE_ANSWER -> UNREADABLE_ANSWER;
    };
  }
}
