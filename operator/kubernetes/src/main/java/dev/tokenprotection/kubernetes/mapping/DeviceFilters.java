package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.api.v1alpha1.DeviceFilterPreset;
import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.port.DeviceTraits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules behind the presets of device filters. Source: Microsoft Entra, "Token Protection
 * deployment guide (Windows)", section "Known limitations", and "Conditional Access: Filter for
 * devices", section "Supported operators and device properties for filters" ({@code systemLabels}
 * takes {@code -contains}).
 */
public final class DeviceFilters {
  private DeviceFilters() {}

  static DeviceFilter of(Policy policy) {
    if (policy.deviceFilterRule() != null) {
      return new DeviceFilter(policy.deviceFilterRule());
    }
    List<String> rules =
        Settings.orEmpty(policy.deviceFilterPresets()).stream()
            .distinct()
            .sorted()
            .map(DeviceFilters::rule)
            .toList();
    return switch (rules.size()) {
      case 0 -> DeviceFilter.NONE;
      case 1 -> new DeviceFilter(rules.getFirst());
      default ->
          new DeviceFilter(
              rules.stream().map(r -> "(" + r + ")").collect(Collectors.joining(" -or ")));
    };
  }

  private static String rule(DeviceFilterPreset preset) {
    return switch (preset) {
      case CLOUD_PC -> joinedWithLabel("CloudPC");
      case AZURE_VIRTUAL_DESKTOP -> joinedWithLabel("AzureVirtualDesktop");
      case POWER_AUTOMATE -> joinedWithLabel("MicrosoftPowerAutomate");
      case SECURE_VM -> "device.profileType -eq \"SecureVM\" -and device.trustType -eq \"AzureAD\"";
      case UNKNOWN ->
          throw new IllegalArgumentException("a preset that this version does not know");
    };
  }

  /**
   * A device that the rule of {@code preset} leaves out, as What-If takes it; empty for a preset
   * that this version does not know.
   */
  public static Optional<DeviceTraits> leftOutBy(DeviceFilterPreset preset) {
    return switch (preset) {
      case CLOUD_PC -> Optional.of(joined("", Set.of("CloudPC")));
      case AZURE_VIRTUAL_DESKTOP -> Optional.of(joined("", Set.of("AzureVirtualDesktop")));
      case POWER_AUTOMATE -> Optional.of(joined("", Set.of("MicrosoftPowerAutomate")));
      case SECURE_VM -> Optional.of(joined("SecureVM", Set.of()));
      case UNKNOWN -> Optional.empty();
    };
  }

  private static DeviceTraits joined(String profileType, Set<String> labels) {
    return new DeviceTraits("AzureAD", profileType, new TreeSet<>(labels));
  }

  private static String joinedWithLabel(String label) {
    return "device.systemLabels -contains \"" + label + "\" -and device.trustType -eq \"AzureAD\"";
  }
}
