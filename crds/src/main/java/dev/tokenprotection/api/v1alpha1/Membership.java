package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/** How much of a managed group may change in one plan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Membership(
    @JsonPropertyDescription(
            "Members that may be removed, as a count or a share (rounded up). Default: \"10%\".")
        @CountOrPercent
        @ValidationRule(
            value = Formats.COUNT_RULE,
            message = "maxRemovals must be a share, or a count from 0 to 999999999")
        IntOrString maxRemovals,
    @JsonPropertyDescription(
            "Members by which a cohort may grow after its gate passed, as a count or a share"
                + " (rounded up). Default: \"25%\".")
        @CountOrPercent
        @ValidationRule(
            value = Formats.COUNT_RULE,
            message = "maxAdditions must be a share, or a count from 0 to 999999999")
        IntOrString maxAdditions) {}
