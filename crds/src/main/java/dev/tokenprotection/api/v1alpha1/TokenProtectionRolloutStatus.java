package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** Where a rollout stands. Bounded, and without anything about who signed in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenProtectionRolloutStatus(
    @JsonPropertyDescription("The metadata.generation that this status was computed from.") @Min(0)
        Long observedGeneration,
    @JsonPropertyDescription("State in one word, derived from the conditions; for columns.")
        @Size(max = 32)
        String phase,
    @JsonPropertyDescription("State in one sentence.") @Size(max = Bounds.MESSAGE) String message,
    @JsonPropertyDescription("The whole state as short lines for a person.")
        @Size(max = Bounds.REPORT)
        List<@Size(max = Bounds.REPORT_LINE) String> report,
    @JsonPropertyDescription("Short texts for the columns of kubectl get.") Columns columns,
    @JsonPropertyDescription("Stage that the rollout is in; absent before the first.")
        CurrentStage currentStage,
    @JsonPropertyDescription("When this stage began.") Instant stageStartedAt,
    @JsonPropertyDescription("Random id of this attempt at the stage.") @Size(max = 64)
        String attempt,
    @JsonPropertyDescription(
            "Canonical hash of the stages up to the current one as set in spec, with its version,"
                + " for example v1:….")
        @Size(max = 80)
        String stagesHash,
    @JsonPropertyDescription(
            "Stages up to the current one as they were when they were accepted, to tell what was"
                + " changed.")
        @Size(max = Bounds.STAGES)
        List<ReachedStage> reachedStages,
    @JsonPropertyDescription("Scope that last passed a gate; absent before the first.")
        EnforcedScope enforcedScope,
    @JsonPropertyDescription("Policies of the rollout in Entra.") @Size(max = 4)
        List<PolicyStatus> policies,
    @JsonPropertyDescription("Groups of the spec and the objects that they mean.")
        @Size(max = Bounds.GROUP_IDS)
        List<ResolvedGroup> resolvedGroups,
    @JsonPropertyDescription("Groups whose members the operator owns.") @Size(max = Bounds.STAGES)
        List<ManagedGroupStatus> managedGroups,
    @JsonPropertyDescription(
            "What is about to be written to Entra; absent when it is known to be done.")
        Intent intent,
    @JsonPropertyDescription("When Entra was last written to.") LastWrites lastWrites,
    @JsonPropertyDescription(
            "The last verdict and the counts behind it; nothing about who signed in.")
        GateStatus gate,
    @JsonPropertyDescription("Gate of this stage with everything filled in.") Gate effectiveGate,
    @JsonPropertyDescription(
            "Changes that would be, or are about to be, made in Entra; absent if none.")
        PlanStatus plan,
    @JsonPropertyDescription("Open question to people; absent if none.")
        ApprovalRequest approvalRequest,
    @JsonPropertyDescription(
            "Whether promotions may happen now; absent without windows and freezes.")
        WindowStatus windowStatus,
    @JsonPropertyDescription("What the operator does next.") NextAction nextAction,
    @JsonPropertyDescription("Stop that stays until resume names it; absent if none.")
        LatchedEmergency emergency,
    @JsonPropertyDescription("Annotations that were handled, the latest of each.")
        @Size(max = Bounds.HANDLED_TOKENS)
        List<HandledToken> handledTokens,
    @JsonPropertyDescription("Stages that were left, the latest first.") @Size(max = Bounds.HISTORY)
        List<HistoryEntry> history,
    @JsonPropertyDescription(
            "Ready, PolicyInSync, MembershipInSync, BreakGlassProtected, PreflightPassed,"
                + " GatePassing, ApprovalsTrusted, RolloutCompleted; Reconciling and Stalled while"
                + " true.")
        @Size(max = Bounds.CONDITIONS)
        List<Condition> conditions,
    @JsonPropertyDescription(
            "What others did to the policies; absent if nothing that matters still.")
        DriftStatus drift,
    @JsonPropertyDescription(
            "Checks of what should hold before anything is enforced, each by its own name.")
        @Size(max = Bounds.ENTRIES)
        List<PreflightCheck> preflight) {
  /**
   * The same status with another intent, for the write that goes ahead of requests to Entra.
   *
   * @param changed the intent to record, or null when none is open
   */
  public TokenProtectionRolloutStatus withIntent(Intent changed) {
    return new TokenProtectionRolloutStatus(
        observedGeneration,
        phase,
        message,
        report,
        columns,
        currentStage,
        stageStartedAt,
        attempt,
        stagesHash,
        reachedStages,
        enforcedScope,
        policies,
        resolvedGroups,
        managedGroups,
        changed,
        lastWrites,
        gate,
        effectiveGate,
        plan,
        approvalRequest,
        windowStatus,
        nextAction,
        emergency,
        handledTokens,
        history,
        conditions,
        drift,
        preflight);
  }
}
