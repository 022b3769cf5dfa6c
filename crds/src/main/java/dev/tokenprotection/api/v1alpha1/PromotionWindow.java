package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A time in which promotions are allowed or denied; Deny beats Allow. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromotionWindow(
    @JsonPropertyDescription("Name of the window, unique in the rollout.") @Required @DnsLabel
        String name,
    @JsonPropertyDescription(
            "Allow (promotions happen only inside Allow windows, if there are any) or Deny.")
        @Required
        @OpenEnum
        WindowKind kind,
    @JsonPropertyDescription(
            "When the window opens: minute, hour, day of month, month, day of week.")
        @Required
        @Pattern(Formats.CRON)
        @Size(max = 100)
        String cron,
    @JsonPropertyDescription("How long it stays open.")
        @Required
        @TimeSpan
        @ValidationRule(
            value = "self.matches('[1-9]')",
            message = "duration must be longer than zero")
        String duration,
    @JsonPropertyDescription("IANA name of the time zone of cron. Default: UTC.")
        @Pattern(Formats.TIME_ZONE)
        @Size(max = 64)
        String timezone) {}
