package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** Verdicts in a row. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Consecutive(
    @JsonPropertyDescription("Successful ones.") @Required @Min(0) Integer successes,
    @JsonPropertyDescription("Failed ones in this attempt, in a row or not.") @Required @Min(0)
        Integer failures,
    @JsonPropertyDescription("Evaluations that ended in an error.") @Required @Min(0)
        Integer errors,
    @JsonPropertyDescription("Time of the first of the successful ones; absent if none.")
        Instant successesSince) {}
