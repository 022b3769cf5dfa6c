package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A group whose members the operator owns. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ManagedGroupStatus(
    @JsonPropertyDescription("Name by which the spec gives the group.")
        @Required
        @Size(min = 1, max = 256)
        String displayName,
    @JsonPropertyDescription("Stage that includes it.") @Size(max = 63) String stage,
    @JsonPropertyDescription("Object id; absent before it is created.") @Size(max = 36) String id,
    @JsonPropertyDescription("Members in Entra when last read.") @Min(0) Integer members,
    @JsonPropertyDescription("Members as declared.") @Min(0) Integer desired,
    @JsonPropertyDescription("Canonical hash of the declared members, to see a change.")
        @Size(max = 80)
        String hash) {}
