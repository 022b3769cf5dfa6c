package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What would be, or is about to be, changed in Entra. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStatus(
    @JsonPropertyDescription("Canonical hash of the plan.") @Required @Size(min = 1, max = 80)
        String hash,
    @JsonPropertyDescription("The plan in one sentence.") @Size(max = 512) String summary,
    @JsonPropertyDescription("The first 20 changes.") @Size(max = Bounds.ENTRIES)
        List<PlanChange> changes) {}
