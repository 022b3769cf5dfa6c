package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Other addresses than the cloud's own, for private clouds and the simulated tenant. Hosts must be
 * on the allow-list of the operator.
 */
@ValidationRule(
    value = "has(self.login) || has(self.graph) || has(self.logAnalytics) || has(self.caBundleRef)",
    message = "endpoints must set at least one address or caBundleRef")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoints(
    @JsonPropertyDescription("Base address of the token service. Default: that of the cloud.")
        @Pattern(Formats.HTTPS_URL)
        @Size(max = 512)
        String login,
    @JsonPropertyDescription("Base address of Microsoft Graph. Default: that of the cloud.")
        @Pattern(Formats.HTTPS_URL)
        @Size(max = 512)
        String graph,
    @JsonPropertyDescription(
            "Base address of the Log Analytics query service. Default: that of the cloud.")
        @Pattern(Formats.HTTPS_URL)
        @Size(max = 512)
        String logAnalytics,
    @JsonPropertyDescription(
            "Secret of this namespace with the PEM certificates to trust for these endpoints,"
                + " beside the usual ones; key ca.crt unless given. Default: none.")
        SecretKeyReference caBundleRef) {}
