package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the operator found in the tenant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EntraTenantStatus(
    @JsonPropertyDescription("The metadata.generation that this status was computed from.") @Min(0)
        Long observedGeneration,
    @JsonPropertyDescription("State of the tenant in one sentence.") @Size(max = Bounds.MESSAGE)
        String message,
    @JsonPropertyDescription("Emergency access accounts as found.") BreakGlassStatus breakGlass,
    @JsonPropertyDescription(
            "Emergency stop that the annotation asks of all rollouts of the tenant; absent if none."
                + " Each rollout is resumed by the id in its own status.")
        LatchedEmergency emergency,
    @JsonPropertyDescription("Annotations that were handled, the latest of each.")
        @Size(max = Bounds.HANDLED_TOKENS)
        List<HandledToken> handledTokens,
    @JsonPropertyDescription(
            "Ready, Licensed, Permitted, BreakGlassVerified, TelemetryHealthy, InUse; Reconciling"
                + " and Stalled while true.")
        @Size(max = Bounds.CONDITIONS)
        List<Condition> conditions) {}
