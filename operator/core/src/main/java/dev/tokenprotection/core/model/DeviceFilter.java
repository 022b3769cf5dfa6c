package dev.tokenprotection.core.model;

/**
 * Devices that a policy leaves alone: the rule of a device filter in mode {@code exclude}.
 *
 * @param excludeRule the rule, at most 3,072 characters; empty when no device is left out. Source:
 *     Microsoft Entra, "Conditional Access: Filter for devices", section "Supported operators and
 *     device properties for filters"
 */
public record DeviceFilter(String excludeRule) {
  /** No device is left out. */
  public static final DeviceFilter NONE = new DeviceFilter("");

  public boolean isEmpty() {
    return excludeRule.isEmpty();
  }
}
