package dev.tokenprotection.kubernetes.event;

import java.util.Locale;

/**
 * The reasons of events, each with what happened and what a person can do. The reference pages are
 * made from these texts.
 */
public enum EventReason {
  STARTED(Type.NORMAL, "The first stage began.", ""),
  PROMOTED(Type.NORMAL, "A stage was left because its gate passed; the next one began.", ""),
  COMPLETED(Type.NORMAL, "The last stage's gate passed. Its state is kept.", ""),
  PLANNED(
      Type.NORMAL,
      "What a rollout with applyPolicy Observe would write has changed. Nothing is written.",
      "Read status.plan; set applyPolicy to Automatic to carry it out."),
  APPLIED(Type.NORMAL, "Writes to Entra were made and read back.", ""),
  ADOPTING(
      Type.NORMAL,
      "A policy that was nobody's is adopted: it gets the ownership tag and the exclusions."
          + " Told before it is done, with every field that differs from what the stage wants.",
      "To look first: set applyPolicy to Observe and read status.plan."),
  NAMESAKE_LEFT_ALONE(
      Type.WARNING,
      "New policies were made although the tenant has one of the same name, since creationPolicy is"
          + " Create.",
      "Delete one of the two, or start over with AdoptOrCreate or Adopt."),
  ENFORCED(
      Type.NORMAL,
      "The enforced policy was enabled: sign-ins without a bound token are blocked.",
      "To stop at once: set the annotation tokenprotection.dev/emergency-stop."),
  REPORT_ONLY(
      Type.WARNING,
      "The enforced policy was put to report-only: nothing is blocked any more.",
      "The message says why."),
  DRIFT_CORRECTED(
      Type.WARNING,
      "Somebody else had changed what the rollout owns in Entra; it was put back.",
      "Find out who did it, or change the rollout instead."),
  POLICY_RESTORED(
      Type.WARNING,
      "A policy of the rollout had been deleted in Entra; it was restored with its id.",
      "Find out who deleted it."),
  SCOPE_WIDENED(
      Type.NORMAL,
      "The rollout covers more than has passed a gate. It is observed at once and enforced later.",
      "Wait: the gate of the present stage has to pass with it."),
  DRIFT_FOUND(
      Type.WARNING,
      "Somebody else changed what the rollout owns in Entra, and it is left as it is.",
      "The message says why, and what to do."),
  MANAGED_GROUP_REMADE(
      Type.WARNING,
      "A managed group had been deleted in Entra. Nothing was enforced on it, so it was made anew.",
      "Find out who deleted it."),
  GROUP_GIVEN_UP(
      Type.WARNING,
      "A group that had been deleted in Entra was removed from the rollout by an administrator.",
      "A group of this name has to pass its gate before it is enforced."),
  GATE_FAILED(
      Type.WARNING,
      "Too many sign-ins are unbound, or too many users would be blocked.",
      "Fix the devices and clients that the message names, then retry."),
  GATE_HOLDS(
      Type.WARNING,
      "There is too little evidence to go on, or it can't be read.",
      "The message names what is missing."),
  APPROVAL_REQUESTED(
      Type.NORMAL,
      "People are asked to approve that a stage is left with the plan that the message tells.",
      "Read status.approvalRequest and run tpr approve."),
  APPROVALS_FORGEABLE(
      Type.WARNING,
      "The API server would take forged approvals, so none counts.",
      "Install the chart's admission policies."),
  EMERGENCY_STOPPED(
      Type.WARNING,
      "An emergency stop was requested: everything goes to report-only until a person resumes, unless"
          + " applyPolicy is Observe, which writes nothing.",
      "See that no policy in status.policies is enabled and no WriteFailed follows. To resume, which"
          + " enforces again at once: set the annotation tokenprotection.dev/resume to the ID in"
          + " status.emergency."),
  HAND_REFUSED(
      Type.WARNING,
      "What a person asked for by an annotation was not done.",
      "The message says why; set the annotation to another value to ask again."),
  RESUMED(
      Type.NORMAL,
      "A stop ended: the stage begins anew, and what it enforces is enforced again at once.",
      ""),
  ROLLED_BACK(
      Type.WARNING,
      "The rollout went back to the stage before, by a failed gate or a manual action.",
      "The message says why; the stage must pass its gate again."),
  RETRIED(Type.NORMAL, "A stage began anew by a manual action.", ""),
  SKIPPED(
      Type.WARNING,
      "A stage was left by a manual action, without a verdict: what it was about counts as passed.",
      "To undo it: set the annotation tokenprotection.dev/rollback."),
  STALLED(
      Type.WARNING,
      "The rollout or tenant can't go on before a person fixes something.",
      "The message says what."),
  STATUS_RECOVERED(
      Type.WARNING,
      "The rollout had lost its status. It goes on at the highest stage that enforces just what is"
          + " enforced in Entra; that stage has to pass its gate anew.",
      "Nothing, if the cluster was rebuilt; else find out who took the status away."),
  TAKEN_OVER(
      Type.WARNING,
      "What another installation owned of the rollout in Entra is taken over, since a person said so."
          + " The ownership tag is renewed; whom the policies cover does not change.",
      "See that the other installation is stopped, else it stalls or takes it back."),
  STAGES_ACCEPTED(
      Type.WARNING,
      "A person accepted that stages which were reached are others now. The rollout goes on at the"
          + " stage of the same name, or as far as it had come, with its gate to pass anew.",
      ""),
  RECOVERED(Type.NORMAL, "What had stalled is no longer stalled.", ""),
  WRITE_REFUSED(
      Type.WARNING,
      "A guard kept a write from being sent to Entra.",
      "The message says why, and what to do."),
  WRITE_FAILED(
      Type.WARNING,
      "Entra did not take a write.",
      "The message says what came back and what to do."),
  TENANT_CONNECTED(Type.NORMAL, "The tenant can be used.", ""),
  TENANT_FAILED(
      Type.WARNING, "The tenant can't be used.", "The message says what came back and what to do."),
  ORPHANED(
      Type.WARNING,
      "The rollout was deleted and its policies in Entra were left as they are: what was enforced"
          + " stays enforced.",
      "To end the protection, set the policies to report-only in Entra."),
  PROTECTION_ENDED(
      Type.WARNING,
      "The rollout was deleted as confirmed: its deletion policy was carried out in Entra.",
      ""),
  DELETION_WAITS(
      Type.WARNING,
      "The rollout can't go before its deletion policy was carried out.",
      "Fix what the message names, or set the annotation tokenprotection.dev/force-orphan to delete it"
          + " at once and leave its policies as they are."),
  FINALIZER_REFUSED(
      Type.WARNING,
      "The API server refused to set or remove the finalizer of the deletion policy.",
      "Let the operator patch tokenprotectionrollouts, as the chart does."),
  BREAK_GLASS_UNVERIFIED(
      Type.WARNING,
      "The emergency access accounts could not be verified; nothing is written but towards"
          + " report-only.",
      "The message names what to fix.");

  /** How much attention an event wants. Source: Kubernetes API reference, Event v1 core, type. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String apiName;

    Type(String apiName) {
      this.apiName = apiName;
    }

    /** The value of {@code type}. */
    public String apiName() {
      return apiName;
    }
  }

  private final Type type;
  private final String meaning;
  private final String remedy;

  EventReason(Type type, String meaning, String remedy) {
    this.type = type;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public Type type() {
    return type;
  }

  /** The value of {@code reason}: this constant's name in UpperCamelCase. */
  public String apiName() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** What happened, one sentence. */
  public String cause() {
    return meaning;
  }

  /** What a person can do; empty when there is nothing to do. */
  public String remedy() {
    return remedy;
  }
}
