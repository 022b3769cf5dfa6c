package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Who is in which stage, and what evidence is needed to go on. */
@ValidationRule(
    value =
        "self.profile != 'AppleNative' || self.applications.all(a, a in ['ExchangeOnline',"
            + " 'SharePointOnline', 'MicrosoftTeams'])",
    message = "profile AppleNative covers only ExchangeOnline, SharePointOnline and MicrosoftTeams",
    fieldPath = ".applications")
@ValidationRule(
    value =
        "self.profile != 'AppleNative' || !has(self.policy.deviceFilterPresets) ||"
            + " size(self.policy.deviceFilterPresets) == 0",
    message =
        "deviceFilterPresets are kinds of Windows devices and do not go with profile AppleNative",
    fieldPath = ".policy")
@ValidationRule(
    value =
        "self.profile == 'AppleNative' || !has(self.gate) || !has(self.gate.bindingSuccess) ||"
            + " !has(self.gate.bindingSuccess.metric) || self.gate.bindingSuccess.metric !="
            + " 'Enforceable'",
    message = "metric Enforceable goes only with profile AppleNative",
    fieldPath = ".gate")
@ValidationRule(
    value =
        "self.profile == 'AppleNative' || self.stages.all(s, !has(s.gate) ||"
            + " !has(s.gate.bindingSuccess) || !has(s.gate.bindingSuccess.metric) ||"
            + " s.gate.bindingSuccess.metric != 'Enforceable')",
    message = "metric Enforceable goes only with profile AppleNative",
    fieldPath = ".stages")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenProtectionRolloutSpec(
    @JsonPropertyDescription("EntraTenant of this namespace. Immutable.")
        @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "tenantRef is immutable: create another rollout for another tenant")
        LocalReference tenantRef,
    @JsonPropertyDescription("Kind of device: WindowsNative or AppleNative. Immutable.")
        @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "profile is immutable: create another rollout for another profile")
        @OpenEnum
        Profile profile,
    @JsonPropertyDescription(
            "Resources to protect: ExchangeOnline, SharePointOnline, MicrosoftTeams; with"
                + " WindowsNative also AzureVirtualDesktop, Windows365, WindowsCloudLogin.")
        @Required
        @Size(min = 1, max = 6)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, b == a))",
            message = "applications must not repeat a value")
        @OpenEnum
        List<Application> applications,
    @JsonPropertyDescription("The two Conditional Access policies of the rollout.") @Required
        Policy policy,
    @JsonPropertyDescription(
            "Whom the report-only policy covers: AllStages (everybody in any stage) or"
                + " ReachedStages. Default: AllStages.")
        @OpenEnum
        ObserveScope observeScope,
    @JsonPropertyDescription(
            "Steps in order, at most 50. The first is ReportOnly and includes somebody.")
        @Required
        @Size(min = 1, max = Bounds.STAGES)
        @ValidationRule(
            value = "self.all(s, self.exists_one(t, t.name == s.name))",
            message = "names of stages must be unique")
        @ValidationRule(
            value = "self[0].state == 'ReportOnly' && has(self[0].include)",
            message = "the first stage must be ReportOnly and have include")
        @ValidationRule(
            value =
                "self.all(s, !has(s.include) || !has(s.include.managedGroup) || self.exists_one(t,"
                    + " has(t.include) && has(t.include.managedGroup) &&"
                    + " t.include.managedGroup.displayName == s.include.managedGroup.displayName))",
            message = "two stages must not own a managed group of the same displayName")
        @ValidationRule(
            value =
                "self.map(s, has(s.include) && has(s.include.managedGroup) &&"
                    + " has(s.include.managedGroup.users) ? size(s.include.managedGroup.users) :"
                    + " 0).sum() <= 500",
            message = "a rollout must not list more than 500 users in all: use a group or a sample")
        List<Stage> stages,
    @JsonPropertyDescription("Evidence needed to leave any stage. Default: see its fields.")
        Gate gate,
    @JsonPropertyDescription("When to go to report-only at once. Default: see its fields.")
        Breaker breaker,
    @JsonPropertyDescription(
            "What happens when a gate fails: Pause, RollbackStage or ReportOnly. Default: Pause,"
                + " and ReportOnly in Enforced stages.")
        @OpenEnum
        GateFailureAction onGateFailure,
    @JsonPropertyDescription("When promotions may happen, at most 20. Default: at any time.")
        @Size(max = Bounds.WINDOWS)
        @ValidationRule(
            value = "self.all(w, self.exists_one(t, t.name == w.name))",
            message = "names of promotionWindows must be unique")
        List<PromotionWindow> promotionWindows,
    @JsonPropertyDescription(
            "What happens when somebody else changes what the operator owns: Correct, Report or"
                + " Pause. Default: Correct.")
        @OpenEnum
        DriftPolicy driftPolicy,
    @JsonPropertyDescription(
            "Automatic (the plan is carried out) or Observe (it is only shown, nothing is written"
                + " to Entra). Default: Automatic.")
        @OpenEnum
        ApplyPolicy applyPolicy,
    @JsonPropertyDescription(
            "What happens in Entra when the rollout is deleted: Orphan (nothing), ReportOnly or"
                + " Disable. Default: Orphan.")
        @OpenEnum
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "How much of a managed group may change at once. Default: see its fields.")
        Membership membership,
    @JsonPropertyDescription(
            "Stops promotion; repair of drift and of break-glass goes on. Default: false.")
        Boolean paused,
    @JsonPropertyDescription("Puts everything to report-only, at once. Default: false.")
        Boolean emergencyStop) {}
