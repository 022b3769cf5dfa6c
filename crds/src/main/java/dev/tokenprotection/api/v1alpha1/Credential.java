package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How to prove to Entra who the operator is. A discriminated union: type says which member counts.
 */
@ValidationRule(
    value = "!has(self.workloadIdentity) || self.type == 'WorkloadIdentity'",
    message = "workloadIdentity goes only with type WorkloadIdentity")
@ValidationRule(
    value = "has(self.clientSecret) == (self.type == 'ClientSecret')",
    message = "clientSecret must be set with type ClientSecret, and only then")
@ValidationRule(
    value = "has(self.clientCertificate) == (self.type == 'ClientCertificate')",
    message = "clientCertificate must be set with type ClientCertificate, and only then")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Credential(
    @JsonPropertyDescription(
            "Kind of the credential: WorkloadIdentity, ManagedIdentity, ClientSecret or"
                + " ClientCertificate.")
        @Required
        @OpenEnum
        CredentialType type,
    @JsonPropertyDescription(
            "Only with type WorkloadIdentity. Default: the identity of the operator itself, if its"
                + " configuration allows that for this namespace and tenant.")
        WorkloadIdentityCredential workloadIdentity,
    @JsonPropertyDescription("Required with, and only with, type ClientSecret. Default: none.")
        ClientSecretCredential clientSecret,
    @JsonPropertyDescription("Required with, and only with, type ClientCertificate. Default: none.")
        ClientCertificateCredential clientCertificate) {}
