package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Federated credential: a token of a ServiceAccount. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkloadIdentityCredential(
    @JsonPropertyDescription(
            "ServiceAccount of this namespace whose token, asked from the TokenRequest API, the"
                + " application in Entra trusts.")
        @Required
        LocalReference serviceAccountRef) {}
