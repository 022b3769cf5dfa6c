package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An existing group in Entra, named in exactly one of two ways. */
@ValidationRule(
    value = "has(self.id) != has(self.displayName)",
    message = "exactly one of id and displayName must be set")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupReference(
    @JsonPropertyDescription("Object id of the group. Default: none, displayName is given instead.")
        @ObjectId
        String id,
    @JsonPropertyDescription(
            "Display name of the group; must match exactly one group of the tenant, whose id is"
                + " then kept. Default: none, id is given instead.")
        @Size(min = 1, max = 256)
        String displayName) {}
