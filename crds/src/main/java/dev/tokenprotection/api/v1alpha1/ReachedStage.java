package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A stage that was reached, as it was then. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReachedStage(
    @JsonPropertyDescription("Name of the stage.") @Required @Size(min = 1, max = 63) String name,
    @JsonPropertyDescription("State of the stage: ReportOnly or Enforced.")
        @Required
        @Size(min = 1, max = 32)
        String state,
    @JsonPropertyDescription(
            "Canonical hash of the groups that the stage includes as set in spec; absent for a stage"
                + " without include.")
        @Size(max = 80)
        String includeHash) {}
