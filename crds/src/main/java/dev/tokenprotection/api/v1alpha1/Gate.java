package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * Evidence needed to leave a stage. What is left out of a stage's gate comes from spec.gate, and
 * then from the defaults.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Gate(
    @JsonPropertyDescription("How good sign-ins must be. Default: see its fields.")
        BindingSuccess bindingSuccess,
    @JsonPropertyDescription("Sign-ins needed before anything is judged. Default: 500.")
        @Min(0)
        @Max(100000000)
        Integer minSignIns,
    @JsonPropertyDescription("Users needed before anything is judged. Default: 20.")
        @Min(0)
        @Max(10000000)
        Integer minUsers,
    @JsonPropertyDescription(
            "Share of the cohort's active users on the platform of the profile that must have been"
                + " seen. Default: \"60%\", and \"90%\" where the next stage is Enforced.")
        @Percent
        String minCoverage,
    @JsonPropertyDescription("Distinct days with traffic that are needed. Default: 5.")
        @Min(0)
        @Max(90)
        Integer minActiveDays,
    @JsonPropertyDescription(
            "Users, as a count or a share (rounded up), who may have had no bound sign-in since"
                + " their last unbound one; more fail the gate. Default: \"2%\".")
        @CountOrPercent
        @ValidationRule(
            value = Formats.COUNT_RULE,
            message = "maxBlockedUsers must be a share, or a count from 0 to 999999999")
        IntOrString maxBlockedUsers,
    @JsonPropertyDescription(
            "What an application without any sign-in means: Hold (not enough evidence) or Ignore."
                + " Default: Hold.")
        @OpenEnum
        SilentApplications applicationsWithoutSignIns,
    @JsonPropertyDescription(
            "Time over which the ratio is measured; the bounds use all evidence of the stage."
                + " Default: 7d.")
        @TimeSpan
        @ValidationRule(
            value = "self.matches('[1-9]')",
            message = "evidenceWindow must be longer than zero")
        String evidenceWindow,
    @JsonPropertyDescription(
            "Time after a change during which sign-ins prove nothing. Default: see its fields.")
        SettleTime settleTime,
    @JsonPropertyDescription("Least time to spend in the stage. Default: 72h.") @TimeSpan
        String requiredSoakTime,
    @JsonPropertyDescription("Time between two verdicts. Default: 15m.")
        @TimeSpan
        @ValidationRule(
            value = "self.matches('[1-9]')",
            message = "evaluationInterval must be longer than zero")
        String evaluationInterval,
    @JsonPropertyDescription("Successful verdicts in a row that are needed. Default: 3.")
        @Min(1)
        @Max(100)
        Integer consecutiveSuccessLimit,
    @JsonPropertyDescription("Failed verdicts that are tolerated in an attempt. Default: 0.")
        @Min(0)
        @Max(100)
        Integer failureLimit,
    @JsonPropertyDescription(
            "Evaluations in a row that may end in an error, such as unreadable logs, before the"
                + " rollout says that it is stuck. Default: 4.")
        @Min(0)
        @Max(1000)
        Integer consecutiveErrorLimit,
    @JsonPropertyDescription(
            "Time in a stage after which the rollout says that it makes no progress. Default: 30d.")
        @TimeSpan
        @ValidationRule(
            value = "self.matches('[1-9]')",
            message = "progressDeadline must be longer than zero")
        String progressDeadline,
    @JsonPropertyDescription("People whose yes is needed. Default: nobody's.") Approval approval) {}
