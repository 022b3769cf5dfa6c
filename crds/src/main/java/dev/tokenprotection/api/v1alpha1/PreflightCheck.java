package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** One check of what should hold before anything is enforced. Counts people, names nobody. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PreflightCheck(
    @JsonPropertyDescription("Name of the check.") @Size(max = 64) String name,
    @JsonPropertyDescription(
            "Passed; Failed, which keeps enforcement away; Warning, which does not; Unknown, when"
                + " the tenant did not answer; Pending, when it is asked later.")
        @Size(max = 32)
        String result,
    @JsonPropertyDescription("Whether nothing more is enforced while it is like this.")
        Boolean blocksEnforcement,
    @JsonPropertyDescription("What was found, one sentence.") @Size(max = Bounds.MESSAGE)
        String message,
    @JsonPropertyDescription("What a person can do; absent if nothing.") @Size(max = Bounds.MESSAGE)
        String remedy) {}
