package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.DeviceFilterPreset;
import dev.tokenprotection.api.v1alpha1.Policy;
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

  private DeviceFilterChecks() {}

  static void check(Policy policy, Violations violations) {
    List<DeviceFilterPreset> presets = policy.deviceFilterPresets();
    if (presets != null && presets.contains(DeviceFilterPreset.UNKNOWN)) {
      violations.unknownValue(
          "spec.policy.deviceFilterPresets[" + presets.indexOf(DeviceFilterPreset.UNKNOWN) + "]");
    }
    String rule = policy.deviceFilterRule();
    if (rule == null) {
      return;
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
}
