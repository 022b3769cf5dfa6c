package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** Ids of existing policies that the operator takes over. */
@ValidationRule(
    value = "has(self.enforcedId) || has(self.observeId)",
    message = "adopt must give enforcedId, observeId or both")
@ValidationRule(
    value = "!has(self.enforcedId) || !has(self.observeId) || self.enforcedId != self.observeId",
    message = "enforcedId and observeId must be two policies")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AdoptedPolicies(
    @JsonPropertyDescription(
            "Id of the policy that is, or will be, enforced. Default: none, it is created.")
        @ObjectId
        String enforcedId,
    @JsonPropertyDescription("Id of the report-only policy. Default: none, it is created.")
        @ObjectId
        String observeId) {}
