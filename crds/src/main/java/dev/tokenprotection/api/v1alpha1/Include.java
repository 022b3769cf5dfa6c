package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Whom a stage adds. */
@ValidationRule(
    value = "(has(self.groups) && size(self.groups) > 0) || has(self.managedGroup)",
    message = "include must have groups or managedGroup")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Include(
    @JsonPropertyDescription(
            "Existing groups, put into the policy as they are, at most 20. Default: none.")
        @Size(max = Bounds.GROUPS)
        List<GroupReference> groups,
    @JsonPropertyDescription("A group that the operator creates and fills. Default: none.")
        ManagedGroup managedGroup) {}
