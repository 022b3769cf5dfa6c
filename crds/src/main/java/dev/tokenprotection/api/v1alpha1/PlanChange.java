package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One change of a plan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanChange(
    @JsonPropertyDescription("What happens, in CamelCase, for example Create, Update, AddMembers.")
        @Required
        @Size(min = 1, max = 32)
        String action,
    @JsonPropertyDescription("What it happens to.") @Required @Size(min = 1, max = 300)
        String target,
    @JsonPropertyDescription("What changes, from what to what.") @Size(max = 512) String detail,
    @JsonPropertyDescription("LowersProtection or WidensEnforcement; absent if neither.")
        @Size(max = 32)
        String effect) {}
