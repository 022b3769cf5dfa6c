package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** When Entra was last written to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LastWrites(
    @JsonPropertyDescription(
            "Last write to a policy; evidence starts after it and the settle time.")
        Instant policy,
    @JsonPropertyDescription("Last write to the members of a group.") Instant membership) {}
