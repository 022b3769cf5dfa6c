package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What others did to the policies of a rollout, as far as it matters still. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftStatus(
    @JsonPropertyDescription(
            "Drift that is there and not put back, in one sentence; absent if none.")
        @Size(max = Bounds.MESSAGE)
        String message,
    @JsonPropertyDescription(
            "Who probably did it, as far as the directory audit log tells: an application by its"
                + " name and id, or a person by the id of the audit record.")
        @Size(max = 512)
        String author,
    @JsonPropertyDescription("When that was found.") Instant foundAt,
    @JsonPropertyDescription(
            "When drift was put back within the last day, the latest last; after the third time it"
                + " is left alone.")
        @Size(max = 8)
        List<Instant> corrections) {}
