package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.DeviceFilterPreset;
import dev.tokenprotection.api.v1alpha1.Formats;
import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.core.desired.DeviceRule;
import dev.tokenprotection.kubernetes.mapping.DeviceFilters;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The device filter of a policy. Source: Microsoft Entra, "Conditional Access: Filter for devices",
 * section "Supported operators and device properties for filters".
 */
final class DeviceFilterChecks {
  private static final Pattern LABELS_COMPARED =
      Pattern.compile(
          "device\\.systemLabels\\s+-(eq|ne|startsWith|endsWith|in|notIn)\\b",
          Pattern.CASE_INSENSITIVE);

  /** The schema says the same; what comes from elsewhere has not passed it. */
  private static final Pattern QUOTABLE = Pattern.compile(Formats.QUOTABLE);

  private DeviceFilterChecks() {}

  static void check(Policy policy, Violations violations) {
    List<DeviceFilterPreset> presets = policy.deviceFilterPresets();
    if (presets != null && presets.contains(DeviceFilterPreset.UNKNOWN)) {
      violations.unknownValue(
          "spec.policy.deviceFilterPresets[" + presets.indexOf(DeviceFilterPreset.UNKNOWN) + "]");
    }
    checkProfiles(policy.deviceFilterEnrollmentProfiles(), violations);
    checkRule(policy, violations);
    checkLength(policy, violations);
  }

  private static void checkProfiles(List<String> profiles, Violations violations) {
    for (int i = 0; profiles != null && i < profiles.size(); i++) {
      if (!QUOTABLE.matcher(profiles.get(i)).matches()) {
        violations.add(
            "spec.policy.deviceFilterEnrollmentProfiles[" + i + "]",
            "must contain neither a double quote, a backtick nor a control character; name the"
                + " devices of such a profile in deviceFilterRule, with -startsWith or -contains");
      }
    }
  }

  private static void checkRule(Policy policy, Violations violations) {
    String rule = policy.deviceFilterRule();
    if (rule == null) {
      return;
    }
    if (!DeviceRule.isClosed(rule)) {
      violations.add(
          "spec.policy.deviceFilterRule",
          "a quote or a parenthesis does not close; each that opens must close, in the same order");
    }
    if (!rule.contains("device.")) {
      violations.add(
          "spec.policy.deviceFilterRule",
          "names no property of a device; write a rule such as device.profileType -eq"
              + " \"SecureVM\"");
    }
    if (LABELS_COMPARED.matcher(rule).find()) {
      violations.add(
          "spec.policy.deviceFilterRule",
          "device.systemLabels takes only -contains and -notContains; as written the rule matches no"
              + " device");
    }
  }

  /** Source: as above; the API server knows only the length of the rule. */
  private static void checkLength(Policy policy, Violations violations) {
    List<DeviceFilterPreset> presets = policy.deviceFilterPresets();
    if (presets != null && presets.contains(DeviceFilterPreset.UNKNOWN)) {
      return;
    }
    int length = DeviceFilters.of(policy).excludeRule().length();
    if (length > Bounds.DEVICE_FILTER_RULE) {
      violations.add(
          policy.deviceFilterRule() == null
              ? "spec.policy.deviceFilterEnrollmentProfiles"
              : "spec.policy.deviceFilterRule",
          "presets, enrollment profiles and rule together make a device filter of %,d characters;"
                  .formatted(length)
              + " Entra takes at most %,d".formatted(Bounds.DEVICE_FILTER_RULE));
    }
  }
}
