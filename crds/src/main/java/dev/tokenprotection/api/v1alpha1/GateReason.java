package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One reason for a verdict. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateReason(
    @JsonPropertyDescription("Reason in CamelCase.") @Required @Size(min = 1, max = 64)
        String reason,
    @JsonPropertyDescription("The reason with its numbers, for a person.")
        @Required
        @Size(max = 512)
        String message) {}
