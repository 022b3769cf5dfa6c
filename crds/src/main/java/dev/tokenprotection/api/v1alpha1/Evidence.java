package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the sign-ins come from that gates are judged by. */
@ValidationRule(
    value = "has(self.logAnalytics) == (has(self.source) && self.source == 'LogAnalytics')",
    message = "logAnalytics must be set with source LogAnalytics, and only then")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evidence(
    @JsonPropertyDescription(
            "Source of the sign-ins: SignInLogs (Microsoft Graph) or LogAnalytics (large tenants)."
                + " Default: SignInLogs.")
        @OpenEnum
        EvidenceSource source,
    @JsonPropertyDescription("Required with, and only with, source LogAnalytics. Default: none.")
        LogAnalytics logAnalytics) {}
