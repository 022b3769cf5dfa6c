package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** People whose yes is needed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Approval(
    @JsonPropertyDescription(
            "Number of StageApprovals needed to leave the stage; 0 promotes automatically. Default:"
                + " 0.")
        @Min(0)
        @Max(10)
        Integer minApprovals) {}
