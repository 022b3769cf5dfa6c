package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A Log Analytics workspace that receives SigninLogs and AADNonInteractiveUserSignInLogs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogAnalytics(
    @JsonPropertyDescription("Workspace id (customer id) of the Log Analytics workspace.")
        @Required
        @ObjectId
        String workspaceId) {}
