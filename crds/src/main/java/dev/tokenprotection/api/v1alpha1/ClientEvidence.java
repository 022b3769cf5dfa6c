package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Evidence of one client application. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientEvidence(
    @JsonPropertyDescription("Application id of the client.") @Required @Size(min = 1, max = 64)
        String appId,
    @JsonPropertyDescription("Display name of the client.") @Size(max = 256) String name,
    @JsonPropertyDescription("Sign-ins counted.") @Required @Min(0) Long signIns,
    @JsonPropertyDescription("Unbound ones among them.") @Required @Min(0) Long unbound,
    @JsonPropertyDescription("Distinct users counted; absent where they are not.") @Min(0)
        Integer users,
    @JsonPropertyDescription("Users who would be blocked with it.") @Min(0) Integer blockedUsers) {}
