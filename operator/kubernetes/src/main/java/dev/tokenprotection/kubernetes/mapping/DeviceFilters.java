package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.api.v1alpha1.DeviceFilterPreset;
import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.port.DeviceTraits;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The device filter of a rollout: presets, enrollment profiles and a rule of its own. A device is
 * left out when any of them names it. Source of the presets and of the rule for enrollment
 * profiles: Microsoft Entra, "Token Protection Deployment Guide - Windows", section "Known
 * limitations", which has for Autopilot self-deploying mode {@code enrollmentProfileName -eq
 * "Autopilot self-deployment profile"}, with the name that the tenant gave to its profile; and
 * "Conditional Access: Filter for devices", section "Supported operators and device properties for
 * filters" ({@code systemLabels} takes {@code -contains}).
 */
public final class DeviceFilters {
  private DeviceFilters() {}

  /**
   * The one rule of all parts, in one order; each in parentheses where there are several, so that
   * each is an alternative of its own when scopes are compared.
   *
   * @throws IllegalArgumentException when a preset is of a later version
   */
  public static DeviceFilter of(Policy policy) {
    Stream<String> presets = presets(policy).stream().map(DeviceFilters::rule);
    Stream<String> profiles = profiles(policy).stream().map(DeviceFilters::enrolledWith);
    List<String> rules =
        Stream.of(presets, profiles, Stream.ofNullable(policy.deviceFilterRule()))
            .flatMap(part -> part)
            .toList();
    return switch (rules.size()) {
      case 0 -> DeviceFilter.NONE;
      case 1 -> new DeviceFilter(rules.getFirst());
      default ->
          new DeviceFilter(
              rules.stream().map(r -> "(" + r + ")").collect(Collectors.joining(" -or ")));
    };
  }

  /**
   * A device for each preset and enrollment profile, which it leaves out, as What-If takes it; none
   * for a preset that this version does not know and none for the rule.
   */
  public static List<DeviceTraits> leftOutBy(Policy policy) {
    return Stream.concat(
            presets(policy).stream().flatMap(DeviceFilters::leftOutBy),
            profiles(policy).stream()
                .map(name -> new DeviceTraits("AzureAD", "", new TreeSet<>(), name)))
        .toList();
  }

  private static Set<DeviceFilterPreset> presets(Policy policy) {
    return new TreeSet<>(Settings.orEmpty(policy.deviceFilterPresets()));
  }

  private static Set<String> profiles(Policy policy) {
    return new TreeSet<>(Settings.orEmpty(policy.deviceFilterEnrollmentProfiles()));
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

  private static Stream<DeviceTraits> leftOutBy(DeviceFilterPreset preset) {
    return switch (preset) {
      case CLOUD_PC -> Stream.of(joined("", Set.of("CloudPC")));
      case AZURE_VIRTUAL_DESKTOP -> Stream.of(joined("", Set.of("AzureVirtualDesktop")));
      case POWER_AUTOMATE -> Stream.of(joined("", Set.of("MicrosoftPowerAutomate")));
      case SECURE_VM -> Stream.of(joined("SecureVM", Set.of()));
      case UNKNOWN -> Stream.empty();
    };
  }

  private static DeviceTraits joined(String profileType, Set<String> labels) {
    return new DeviceTraits("AzureAD", profileType, new TreeSet<>(labels), "");
  }

  private static String joinedWithLabel(String label) {
    return "device.systemLabels -contains \"" + label + "\" -and device.trustType -eq \"AzureAD\"";
  }

  private static String enrolledWith(String profile) {
    return "device.enrollmentProfileName -eq \"" + profile + "\"";
  }
}
