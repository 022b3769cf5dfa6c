package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Short texts for the columns of kubectl get; for people, not for programs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Columns(
    @JsonPropertyDescription("Position and name of the stage, for example \"2/4 pilot-enforce\".")
        @Size(max = 80)
        String stage,
    @JsonPropertyDescription("Measured ratio of bound sign-ins.") @Size(max = 16) String bound,
    @JsonPropertyDescription("Users seen of users active, for example \"38/53 active\".")
        @Size(max = 24)
        String users,
    @JsonPropertyDescription("What comes next and when.") @Size(max = 80) String next,
    @JsonPropertyDescription("What the next step waits for.") @Size(max = 200) String waitsFor) {}
