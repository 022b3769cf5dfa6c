package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How much of the cohort was seen. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Coverage(
    @JsonPropertyDescription("Active users with a counted sign-in.") @Required @Min(0) Integer seen,
    @JsonPropertyDescription("Users of the cohort active on the platforms of the profile.")
        @Required
        @Min(0)
        Integer active,
    @JsonPropertyDescription("The share, for example \"71%\".") @Size(max = 16) String share) {}
