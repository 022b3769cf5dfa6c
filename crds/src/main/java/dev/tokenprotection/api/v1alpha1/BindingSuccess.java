package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** How good sign-ins must be. */
@ValidationRule(
    value =
        "!has(self.failBelow) || !has(self.promoteAtOrAbove) || double(self.failBelow.replace('%',"
            + " '')) <= double(self.promoteAtOrAbove.replace('%', ''))",
    message = "failBelow must not be above promoteAtOrAbove")
@ValidationRule(
    value =
        "!has(self.confidence) || (double(self.confidence.replace('%', '')) >= 50.0 &&"
            + " double(self.confidence.replace('%', '')) < 100.0)",
    message = "confidence must be at least 50% and below 100%")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BindingSuccess(
    @JsonPropertyDescription(
            "Measured ratio of good sign-ins from which the gate can pass. Default: \"99%\".")
        @Percent
        String promoteAtOrAbove,
    @JsonPropertyDescription(
            "Ratio below which the gate fails; to pass, the true ratio must be surely at or above"
                + " it. Default: \"90%\".")
        @Percent
        String failBelow,
    @JsonPropertyDescription(
            "How sure the bounds must be, at least 50% and below 100%. Default: \"95%\".")
        @Percent
        String confidence,
    @JsonPropertyDescription(
            "Allowed (only bound sign-ins are good) or Enforceable (unbound ones that a fresh"
                + " sign-in heals are good too; AppleNative only). Default: Allowed.")
        @OpenEnum
        BindingMetric metric,
    @JsonPropertyDescription(
            "What the ratio counts: Users or SignIns. The bounds always count users. Default:"
                + " Users.")
        @OpenEnum
        BindingUnit unit,
    @JsonPropertyDescription(
            "EachApplication (every one with traffic must pass) or Total. Default:"
                + " EachApplication.")
        @OpenEnum
        BindingScope scope) {}
