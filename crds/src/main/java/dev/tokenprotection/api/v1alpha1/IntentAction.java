package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One request that is about to be sent to Entra. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IntentAction(
    @JsonPropertyDescription("What is done, in CamelCase, for example CreatePolicy.")
        @Required
        @Size(min = 1, max = 64)
        String type,
    @JsonPropertyDescription("What it is done to: an id, or a display name before there is one.")
        @Required
        @Size(min = 1, max = 256)
        String target,
    @JsonPropertyDescription("Canonical hash of what is sent.") @Size(max = 80) String hash) {}
