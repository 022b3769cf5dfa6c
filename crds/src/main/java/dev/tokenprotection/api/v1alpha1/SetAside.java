package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Sign-ins that were left out of the ratio. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SetAside(
    @JsonPropertyDescription("Why, in CamelCase.") @Required @Size(min = 1, max = 64) String reason,
    @JsonPropertyDescription("How many.") @Required @Min(0) Long signIns) {}
