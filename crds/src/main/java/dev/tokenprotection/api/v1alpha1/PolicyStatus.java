package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** One Conditional Access policy of the rollout as last read from Entra. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyStatus(
    @JsonPropertyDescription("What it is for: Observe or Enforced.")
        @Required
        @Size(min = 1, max = 16)
        String role,
    @JsonPropertyDescription("Id of the policy.") @Required @Size(min = 1, max = 64) String id,
    @JsonPropertyDescription("Display name of the policy, with the marker.") @Size(max = 256)
        String displayName,
    @JsonPropertyDescription("State of the policy in the words of Microsoft Graph.") @Size(max = 64)
        String state,
    @JsonPropertyDescription("Where it came from: Created or Adopted.") @Size(max = 16)
        String origin,
    @JsonPropertyDescription("When it was last modified, as Entra tells.") Instant modifiedAt,
    @JsonPropertyDescription("Canonical hash of the owned fields as last written or accepted.")
        @Size(max = 80)
        String hash) {}
