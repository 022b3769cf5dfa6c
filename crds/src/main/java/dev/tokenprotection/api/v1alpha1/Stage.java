package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One step of a rollout. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Stage(
    @JsonPropertyDescription("Name of the stage, unique in the rollout.") @Required @DnsLabel
        String name,
    @JsonPropertyDescription(
            "ReportOnly (sign-ins are judged and logged) or Enforced (unbound ones are blocked).")
        @Required
        @OpenEnum
        StageState state,
    @JsonPropertyDescription(
            "Whom the stage adds. Default: nobody, the cohort is that of the stage before.")
        Include include,
    @JsonPropertyDescription(
            "Evidence needed to leave this stage. Default: spec.gate, field by field.")
        Gate gate,
    @JsonPropertyDescription(
            "What happens when the gate of this stage fails: Pause, RollbackStage or ReportOnly."
                + " Default: spec.onGateFailure.")
        @OpenEnum
        GateFailureAction onGateFailure) {}
