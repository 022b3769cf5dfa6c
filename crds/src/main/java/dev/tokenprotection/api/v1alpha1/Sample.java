package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A stable random part of a group: who is in 5% is also in 20%. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sample(
    @JsonPropertyDescription("Group to draw from.") @Required GroupReference group,
    @JsonPropertyDescription("Share of its members, for example \"10%\".") @Required @Percent
        String percent) {}
