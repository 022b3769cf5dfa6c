package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** Whether promotions may happen now. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WindowStatus(
    @JsonPropertyDescription("Whether promotions are held by a window.") @Required Boolean closed,
    @JsonPropertyDescription("Which window, and why.") @Size(max = 256) String reason,
    @JsonPropertyDescription("When promotions may happen again; absent while open.")
        Instant nextOpen,
    @JsonPropertyDescription("When promotions stop; absent while closed, or if never.")
        Instant nextClose) {}
