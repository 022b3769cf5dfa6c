package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Emergency access accounts that no policy may ever touch. Source: Microsoft Entra, "Manage
 * emergency access accounts in Microsoft Entra ID".
 */
@ValidationRule(
    value =
        "(has(self.users) && size(self.users) > 0) || (has(self.groups) && size(self.groups) > 0)",
    message = "breakGlass must name at least one user or group")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BreakGlass(
    @JsonPropertyDescription("Object ids of emergency access users, at most 50. Default: none.")
        @Size(max = Bounds.BREAK_GLASS_USERS)
        List<@Pattern(Formats.OBJECT_ID) @Size(min = 36, max = 36) String> users,
    @JsonPropertyDescription(
            "Object ids of groups whose members are emergency access users, at most 20; an empty"
                + " group protects nobody. Default: none.")
        @Size(max = Bounds.BREAK_GLASS_GROUPS)
        List<@Pattern(Formats.OBJECT_ID) @Size(min = 36, max = 36) String> groups) {}
