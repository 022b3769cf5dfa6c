package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A reference to one key of a Secret of the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKeyReference(
    @JsonPropertyDescription("Name of the Secret.") @Required @ResourceName String name,
    @JsonPropertyDescription(
            "Key in the data of the Secret. Default: the usual key of its purpose (clientSecret,"
                + " ca.crt).")
        @Pattern(Formats.SECRET_KEY)
        @Size(min = 1, max = 253)
        String key) {}
