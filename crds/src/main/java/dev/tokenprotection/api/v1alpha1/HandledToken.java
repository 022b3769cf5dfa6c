package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** An annotation that was seen and handled, once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandledToken(
    @JsonPropertyDescription("Name of the annotation without its prefix, for example retry.")
        @Required
        @Size(min = 1, max = 64)
        String annotation,
    @JsonPropertyDescription("Its value when it was handled.") @Required @Size(min = 1, max = 256)
        String token,
    @JsonPropertyDescription("When it was handled.") @Required Instant handledAt,
    @JsonPropertyDescription("What came of it, in CamelCase: Executed, Refused or Recorded.")
        @Required
        @Size(min = 1, max = 64)
        String outcome,
    @JsonPropertyDescription("Reason given with it, or why it was refused.") @Size(max = 512)
        String reason) {}
