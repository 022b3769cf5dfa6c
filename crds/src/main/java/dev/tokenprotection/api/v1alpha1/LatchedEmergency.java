package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A stop that stays until the resume annotation names it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatchedEmergency(
    @JsonPropertyDescription("Name of this stop, to be given to the resume annotation.")
        @Required
        @Size(min = 1, max = 64)
        String id,
    @JsonPropertyDescription("What stopped: EmergencyStop, Breaker or Abort.")
        @Required
        @Size(min = 1, max = 64)
        String cause,
    @JsonPropertyDescription("When it was stopped.") @Required Instant latchedAt,
    @JsonPropertyDescription("Who stopped it: the token of the annotation, or the operator.")
        @Size(max = 256)
        String by) {}
