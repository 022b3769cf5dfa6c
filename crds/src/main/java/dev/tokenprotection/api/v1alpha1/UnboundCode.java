package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Unbound sign-ins with one status code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnboundCode(
    @JsonPropertyDescription("Value of signInSessionStatusCode.") @Required Integer code,
    @JsonPropertyDescription("Sign-ins with it.") @Required @Min(0) Long signIns,
    @JsonPropertyDescription("Distinct users with it.") @Required @Min(0) Integer users,
    @JsonPropertyDescription("What it means and what to do.") @Size(max = 256) String remedy) {}
