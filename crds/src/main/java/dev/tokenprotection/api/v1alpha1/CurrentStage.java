package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The stage that a rollout is in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CurrentStage(
    @JsonPropertyDescription("Position of the stage, from 1.") @Required @Min(1) @Max(Bounds.STAGES)
        Integer number,
    @JsonPropertyDescription("Number of stages.") @Required @Min(1) @Max(Bounds.STAGES)
        Integer total,
    @JsonPropertyDescription("Name of the stage.") @Required @Size(min = 1, max = 63) String name,
    @JsonPropertyDescription("State of the stage: ReportOnly or Enforced.")
        @Required
        @Size(min = 1, max = 32)
        String state) {}
