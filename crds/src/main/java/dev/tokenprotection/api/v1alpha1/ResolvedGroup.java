package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A group of the spec and the object that it means. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResolvedGroup(
    @JsonPropertyDescription("Name by which the spec gives the group.") @Size(max = 256)
        String displayName,
    @JsonPropertyDescription("Object id, kept since the first resolution.")
        @Required
        @Size(min = 1, max = 36)
        String id,
    @JsonPropertyDescription("Assigned, Dynamic or Synced.") @Size(max = 16) String kind,
    @JsonPropertyDescription("Users in it, nested ones too, when last counted.") @Min(0)
        Integer users,
    @JsonPropertyDescription("When the id was first found.") Instant resolvedAt) {}
