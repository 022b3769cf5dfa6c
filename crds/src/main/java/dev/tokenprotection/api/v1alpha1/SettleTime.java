package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How long Entra may take until a change is effective everywhere. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SettleTime(
    @JsonPropertyDescription("After a write to a policy, which restarts evidence. Default: 2h.")
        @TimeSpan
        String policy,
    @JsonPropertyDescription("After a user joined a cohort, for this user only. Default: 24h.")
        @TimeSpan
        String membership) {}
