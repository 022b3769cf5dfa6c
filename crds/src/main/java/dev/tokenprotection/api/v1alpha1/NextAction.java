package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What the operator does next. It wakes exactly then. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NextAction(
    @JsonPropertyDescription("What, in CamelCase, for example Evaluate, Promote, Repair.")
        @Required
        @Size(min = 1, max = 64)
        String type,
    @JsonPropertyDescription("When; absent if it waits for something without a time.") Instant at,
    @JsonPropertyDescription("What it waits for.") @Size(max = Bounds.ENTRIES)
        List<@Size(max = 200) String> blockedBy) {}
