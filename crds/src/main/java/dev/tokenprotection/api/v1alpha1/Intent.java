package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What is about to be written to Entra, recorded before the first request is sent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Intent(
    @JsonPropertyDescription("Random id of the intent.") @Required @Size(min = 1, max = 64)
        String id,
    @JsonPropertyDescription("Hash of the plan that it carries out.") @Size(max = 80)
        String planHash,
    @JsonPropertyDescription("Requests in order; those beyond the bound follow in the next intent.")
        @Size(max = Bounds.ACTIONS)
        List<IntentAction> actions,
    @JsonPropertyDescription("When it was recorded.") @Required Instant recordedAt) {}
