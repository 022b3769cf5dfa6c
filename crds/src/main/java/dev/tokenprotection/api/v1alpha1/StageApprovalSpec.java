package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One person's yes to one stage with one plan. */
@ValidationRule(
    value = "self == oldSelf",
    message = "a StageApproval is immutable: create another one")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StageApprovalSpec(
    @JsonPropertyDescription("TokenProtectionRollout of this namespace.") @Required
        LocalReference rolloutRef,
    @JsonPropertyDescription(
            "The status.approvalRequest.id that is answered. It is renewed when the stage or the"
                + " plan changes, so that a yes means the plan that was shown.")
        @Required
        @Size(min = 1, max = 64)
        String requestId,
    @JsonPropertyDescription(
            "User name of the person who creates this object; the API server must agree.")
        @Required
        @Size(min = 1, max = 256)
        String approver,
    @JsonPropertyDescription("Why, for the record. Default: none.") @Size(max = 512)
        String reason) {}
