package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** The last verdict and the counts behind it. Counts only: nothing about who signed in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateStatus(
    @JsonPropertyDescription("Verdict: Error, Inconclusive, Failed, Successful or Running.")
        @Size(max = 32)
        String phase,
    @JsonPropertyDescription("Reasons of the verdict, the most important first.")
        @Size(max = Bounds.ENTRIES)
        List<GateReason> reasons,
    @JsonPropertyDescription("Measured ratio of good sign-ins in the evidence window.")
        @Size(max = 16)
        String ratio,
    @JsonPropertyDescription(
            "Ratio of users that the true one is surely not below, from all evidence of the stage.")
        @Size(max = 16)
        String lowerBound,
    @JsonPropertyDescription(
            "Ratio of users that the true one is surely not above, from the evidence window.")
        @Size(max = 16)
        String upperBound,
    @JsonPropertyDescription("Sign-ins counted.") @Min(0) Long signIns,
    @JsonPropertyDescription("Distinct users counted.") @Min(0) Integer users,
    @JsonPropertyDescription("Users with no bound sign-in since their last unbound one.") @Min(0)
        Integer blockedUsers,
    @JsonPropertyDescription("How much of the cohort was seen.") Coverage coverage,
    @JsonPropertyDescription("Distinct days with traffic.") @Min(0) Integer activeDays,
    @JsonPropertyDescription("Unbound sign-ins by status code, most users first.")
        @Size(max = Bounds.ENTRIES)
        List<UnboundCode> unboundByCode,
    @JsonPropertyDescription("Evidence by application.") @Size(max = Bounds.ENTRIES)
        List<ApplicationEvidence> byApplication,
    @JsonPropertyDescription("Evidence by client, most unbound sign-ins first.")
        @Size(max = Bounds.ENTRIES)
        List<ClientEvidence> byClient,
    @JsonPropertyDescription("Sign-ins that were left out, by reason.") @Size(max = Bounds.ENTRIES)
        List<SetAside> setAside,
    @JsonPropertyDescription("Verdicts in a row.") Consecutive consecutive,
    @JsonPropertyDescription("How often evidence was started anew in this stage.") @Min(0)
        Integer restarts,
    @JsonPropertyDescription("Start of the evidence of this stage.") Instant evidenceFrom,
    @JsonPropertyDescription("End of the evidence: sign-ins up to here are taken to be complete.")
        Instant watermark,
    @JsonPropertyDescription("When the verdict was made.") Instant evaluatedAt,
    @JsonPropertyDescription("When the next one is due.") Instant nextEvaluationAt) {}
