package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How to reach a tenant, and what must hold in all of it. */
@ValidationRule(
    value = "has(self.clientId) || self.credential.type == 'ManagedIdentity'",
    message = "clientId is required unless credential.type is ManagedIdentity")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EntraTenantSpec(
    @JsonPropertyDescription("Directory (tenant) id. Immutable.")
        @Required
        @ObjectId
        @ValidationRule(
            value = "self == oldSelf",
            message = "tenantId is immutable: create another EntraTenant for another tenant")
        String tenantId,
    @JsonPropertyDescription(
            "Cloud that the tenant lives in: Global, USGov, USGovDoD or China. Default: Global.")
        @OpenEnum
        Cloud cloud,
    @JsonPropertyDescription(
            "Application (client) id that the operator signs in as. Required unless the credential"
                + " is a ManagedIdentity, where it names a user-assigned identity. Default: the"
                + " system-assigned identity.")
        @ObjectId
        String clientId,
    @JsonPropertyDescription(
            "How the operator proves that it is that application; type tells which member goes with"
                + " it.")
        @Required
        Credential credential,
    @JsonPropertyDescription(
            "Emergency access accounts, excluded from every policy and checked before every write."
                + " At least two enabled, cloud-only users must be found in all. Default: none, and"
                + " so nothing is written to the tenant except towards report-only.")
        BreakGlass breakGlass,
    @JsonPropertyDescription(
            "Where sign-ins are read from. Default: the sign-in logs of Microsoft Graph.")
        Evidence evidence,
    @JsonPropertyDescription(
            "Present: no rollout of this tenant is promoted; repair of drift goes on. Default:"
                + " none.")
        Freeze freeze,
    @JsonPropertyDescription("Other addresses than those of the cloud. Default: none.")
        Endpoints endpoints) {}
