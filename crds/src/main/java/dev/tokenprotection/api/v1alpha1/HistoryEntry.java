package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A stage that was left, or an attempt that ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryEntry(
    @JsonPropertyDescription("Name of the stage.") @Required @Size(min = 1, max = 63) String stage,
    @JsonPropertyDescription("Id of the attempt.") @Size(max = 64) String attempt,
    @JsonPropertyDescription("When it began.") Instant from,
    @JsonPropertyDescription("When it ended.") Instant to,
    @JsonPropertyDescription(
            "How it ended, in CamelCase: Promoted, RolledBack, Skipped, Aborted, Stopped or"
                + " Superseded.")
        @Required
        @Size(min = 1, max = 32)
        String completionStatus,
    @JsonPropertyDescription("Why.") @Size(max = 512) String reason,
    @JsonPropertyDescription("Who: the operator, or the token of an annotation.") @Size(max = 256)
        String actor,
    @JsonPropertyDescription("Hash of the evidence that it was decided on.") @Size(max = 80)
        String evidenceHash) {}
