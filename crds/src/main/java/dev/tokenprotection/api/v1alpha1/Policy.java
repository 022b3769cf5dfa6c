package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The two Conditional Access policies of a rollout. */
@ValidationRule(
    value = "has(self.adopt) == (has(self.creationPolicy) && self.creationPolicy == 'Adopt')",
    message = "adopt must be set with creationPolicy Adopt, and only then")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Policy(
    @JsonPropertyDescription(
            "Display name of the policies; a marker of ownership is put behind it.")
        @Required
        @Size(min = 1, max = 200)
        String displayName,
    @JsonPropertyDescription(
            "Create (always new policies), AdoptOrCreate (the one policy of this name, else new) or"
                + " Adopt (those of adopt). Default: Create.")
        @OpenEnum
        CreationPolicy creationPolicy,
    @JsonPropertyDescription(
            "Existing policies to take over. Required with, and only with, creationPolicy Adopt."
                + " Default: none.")
        AdoptedPolicies adopt,
    @JsonPropertyDescription(
            "Kinds of Windows devices to leave out, since their registration cannot be bound:"
                + " CloudPC, AzureVirtualDesktop, PowerAutomate, SecureVM. Adds to the other device"
                + " filters. Default: none.")
        @Size(max = 4)
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q == p))",
            message = "deviceFilterPresets must not repeat a value")
        @OpenEnum
        List<DeviceFilterPreset> deviceFilterPresets,
    @JsonPropertyDescription(
            "Names of Intune enrollment profiles whose devices are left out, at most 20, such as"
                + " the profile of Windows Autopilot self-deploying mode, whose registration cannot"
                + " be bound. Adds to the other device filters. Default: none.")
        @Size(max = Bounds.ENROLLMENT_PROFILES)
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q == p))",
            message = "deviceFilterEnrollmentProfiles must not repeat a value")
        List<@Pattern(Formats.QUOTABLE) @Size(min = 1, max = 256) String>
            deviceFilterEnrollmentProfiles,
    @JsonPropertyDescription(
            "Filter rule for devices to leave out (mode exclude), in the syntax of Conditional"
                + " Access. Adds to the other device filters: a device is left out when any of them"
                + " names it; together they have at most 3,072 characters. Default: none.")
        @Size(min = 1, max = Bounds.DEVICE_FILTER_RULE)
        String deviceFilterRule,
    @JsonPropertyDescription("Whether guests and external users are left out. Default: true.")
        Boolean excludeGuests,
    @JsonPropertyDescription(
            "Groups to leave out of both policies, at most 20; break-glass is always left out."
                + " Default: none.")
        @Size(max = Bounds.GROUPS)
        List<GroupReference> excludeGroups) {}
