package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * Acts at once on sign-ins that the enforced policy blocked, whatever the gate says. It is always
 * on.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Breaker(
    @JsonPropertyDescription(
            "Distinct blocked users, as a count or a share of the enforced cohort (rounded up),"
                + " beyond which the enforced policy goes to report-only. Default: 5.")
        @CountOrPercent
        @ValidationRule(
            value = Formats.COUNT_RULE,
            message = "maxBlockedUsers must be a share, or a count from 0 to 999999999")
        @ValidationRule(
            value =
                "type(self) == int || !self.endsWith('%') || double(self.replace('%', '')) <"
                    + " 100.0",
            message = "maxBlockedUsers must be below 100%: the breaker cannot be switched off")
        IntOrString maxBlockedUsers,
    @JsonPropertyDescription("Time within which they are counted. Default: 1h.")
        @TimeSpan
        @ValidationRule(
            value = "self.matches('[1-9]')",
            message = "within must be longer than zero")
        String within) {}
