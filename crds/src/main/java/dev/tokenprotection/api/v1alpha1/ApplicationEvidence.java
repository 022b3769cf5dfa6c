package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Evidence of one application. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplicationEvidence(
    @JsonPropertyDescription("Name of the application as in spec.applications.")
        @Required
        @Size(min = 1, max = 64)
        String application,
    @JsonPropertyDescription("Measured ratio of good sign-ins.") @Size(max = 16) String ratio,
    @JsonPropertyDescription("Ratio that the true one is surely not below.") @Size(max = 16)
        String lowerBound,
    @JsonPropertyDescription("Ratio that the true one is surely not above.") @Size(max = 16)
        String upperBound,
    @JsonPropertyDescription("Sign-ins counted.") @Required @Min(0) Long signIns,
    @JsonPropertyDescription("Distinct users counted.") @Required @Min(0) Integer users) {}
