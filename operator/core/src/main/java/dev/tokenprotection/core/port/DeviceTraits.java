package dev.tokenprotection.core.port;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a device filter may ask of a device in a sign-in that is only supposed. Source: Microsoft
 * Graph, "deviceInfo resource type".
 *
 * @param trustType how it is registered, as filters spell it, such as {@code AzureAD}; empty for an
 *     unregistered device
 * @param profileType such as {@code SecureVM}; empty for none
 * @param systemLabels such as {@code CloudPC}
 * @param enrollmentProfileName the Intune profile it was enrolled with; empty for none
 */
public record DeviceTraits(
    String trustType,
    String profileType,
    SortedSet<String> systemLabels,
    String enrollmentProfileName) {
  /** Nothing is known about the device. */
  public static final DeviceTraits NONE = new DeviceTraits("", "", new TreeSet<>(), "");

  public DeviceTraits {
    systemLabels = Collections.unmodifiableSortedSet(new TreeSet<>(systemLabels));
  }
}
