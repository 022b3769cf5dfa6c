package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A group that the operator creates and whose members it owns. */
@ValidationRule(
    value = "(has(self.users) && size(self.users) > 0) || has(self.sample)",
    message = "managedGroup must have users or sample")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ManagedGroup(
    @JsonPropertyDescription(
            "Display name of the group, unique among the managed groups of the rollout.")
        @Required
        @Size(min = 1, max = 256)
        String displayName,
    @JsonPropertyDescription(
            "Authoritative (the group has exactly the declared members) or Additive (others stay)."
                + " Default: Authoritative.")
        @OpenEnum
        MembershipMode membership,
    @JsonPropertyDescription(
            "User principal names or object ids; at most 500 in the whole rollout. Default: none.")
        @Size(max = Bounds.USERS)
        List<@Pattern(Formats.USER) @Size(min = 3, max = 256) String> users,
    @JsonPropertyDescription("Part of an existing group, beside users. Default: none.")
        Sample sample) {}
