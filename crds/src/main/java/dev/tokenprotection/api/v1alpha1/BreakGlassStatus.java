package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What is known of the emergency access accounts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BreakGlassStatus(
    @JsonPropertyDescription(
            "Hash of spec.breakGlass that was last accepted; shrinking it while something is"
                + " enforced takes an annotation that names it.")
        @Size(max = 80)
        String hash,
    @JsonPropertyDescription("Enabled, cloud-only users found after resolving groups.") @Min(0)
        Integer users,
    @JsonPropertyDescription("When that was last found.") Instant verifiedAt,
    @JsonPropertyDescription(
            "Object ids of users that stay excluded from what is enforced: those that were found"
                + " last, and those taken out of spec.breakGlass since without a confirmation.")
        @Size(max = Bounds.KEPT_BREAK_GLASS_USERS)
        List<@Size(max = 64) String> keptUsers,
    @JsonPropertyDescription("Object ids of groups that stay excluded in the same way.")
        @Size(max = Bounds.KEPT_BREAK_GLASS_GROUPS)
        List<@Size(max = 64) String> keptGroups) {}
