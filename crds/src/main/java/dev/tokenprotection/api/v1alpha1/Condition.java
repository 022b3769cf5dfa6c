package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/**
 * A condition as metav1.Condition has it. Source: Kubernetes API reference, common definitions,
 * Condition v1 meta.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @JsonPropertyDescription("Type of the condition in CamelCase.")
        @Required
        @Pattern(
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
        @Size(max = 316)
        String type,
    @JsonPropertyDescription("Status of the condition: True, False or Unknown.")
        @Required
        @Pattern("^(True|False|Unknown)$")
        @Size(max = 7)
        String status,
    @JsonPropertyDescription("The metadata.generation that the condition was computed from.")
        @Min(0)
        Long observedGeneration,
    @JsonPropertyDescription("When status last changed from one value to another.") @Required
        Instant lastTransitionTime,
    @JsonPropertyDescription("Programmatic reason of the last transition, in CamelCase.")
        @Required
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        @Size(min = 1, max = 1024)
        String reason,
    @JsonPropertyDescription("Details of the transition for a person; may be empty.")
        @Required
        @Size(max = 32768)
        String message) {}
