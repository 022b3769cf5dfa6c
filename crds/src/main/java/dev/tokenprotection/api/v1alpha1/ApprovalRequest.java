package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An open question to people. A StageApproval answers it by its id. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalRequest(
    @JsonPropertyDescription(
            "Id of the request, renewed when the stage, the attempt or the plan changes.")
        @Required
        @Size(min = 1, max = 64)
        String id,
    @JsonPropertyDescription("Stage that is asked for.") @Required @Size(min = 1, max = 63)
        String stage,
    @JsonPropertyDescription("Hash of the plan that a yes means.")
        @Required
        @Size(min = 1, max = 80)
        String planHash,
    @JsonPropertyDescription("That plan in one sentence: what leaving the stage writes to Entra.")
        @Size(max = 512)
        String planSummary,
    @JsonPropertyDescription("The first 20 changes of that plan.") @Size(max = Bounds.ENTRIES)
        List<PlanChange> planChanges,
    @JsonPropertyDescription("Approvals needed.") @Required @Min(0) Integer needed,
    @JsonPropertyDescription("Approvals given.") @Required @Min(0) Integer approved,
    @JsonPropertyDescription("Who gave them.") @Size(max = Bounds.ENTRIES)
        List<@Size(max = 256) String> approvedBy) {}
