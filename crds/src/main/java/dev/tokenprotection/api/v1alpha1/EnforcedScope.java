package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** The scope that last passed a gate: what is enforced is never more than this. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnforcedScope(
    @JsonPropertyDescription("Canonical hash of the scope.") @Size(max = 80) String hash,
    @JsonPropertyDescription("Stage whose gate it passed.") @Size(max = 63) String stage,
    @JsonPropertyDescription("Attempt in which it passed.") @Size(max = 64) String attempt,
    @JsonPropertyDescription("When it passed.") Instant passedAt,
    @JsonPropertyDescription("Applications in it.") @Size(max = Bounds.ENTRIES)
        List<@Size(max = 64) String> applications,
    @JsonPropertyDescription("Platforms in it.") @Size(max = Bounds.ENTRIES)
        List<@Size(max = 32) String> platforms,
    @JsonPropertyDescription("Device filter of it; absent if none.")
        @Size(max = Bounds.DEVICE_FILTER_RULE)
        String deviceFilterRule,
    @JsonPropertyDescription("Whether guests were left out.") Boolean excludesGuests,
    @JsonPropertyDescription("Object ids of the groups in it.") @Size(max = Bounds.GROUP_IDS)
        List<@Size(max = 36) String> includedGroups,
    @JsonPropertyDescription("Object ids of the groups left out of it.")
        @Size(max = Bounds.GROUP_IDS)
        List<@Size(max = 36) String> excludedGroups,
    @JsonPropertyDescription("Size of the cohort when it passed; growth is counted from here.")
        @Min(0)
        Integer users) {}
