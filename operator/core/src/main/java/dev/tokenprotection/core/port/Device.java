package dev.tokenprotection.core.port;

import java.util.Set;

/**
 * A registered device as the directory has it. Source: Microsoft Graph, "device resource type".
 *
 * @param operatingSystem such as {@code Windows}, {@code MacMDM} or {@code IPhone}; empty when
 *     absent
 * @param operatingSystemVersion such as {@code 10.0.26100.1}; empty when absent
 * @param trustType {@code AzureAd}, {@code ServerAd} or {@code Workplace}; empty when absent
 * @param profileType such as {@code RegisteredDevice} or {@code SecureVM}; empty when absent
 * @param systemLabels such as {@code CloudPC}
 * @param management whether a mobile device management looks after it
 * @param account whether it can be used to sign in
 */
public record Device(
    String operatingSystem,
    String operatingSystemVersion,
    String trustType,
    String profileType,
    Set<String> systemLabels,
    Management management,
    User.Account account) {
  public Device {
    systemLabels = Set.copyOf(systemLabels);
  }

  /** Whether a mobile device management looks after a device. */
  public enum Management {
    MANAGED,
    UNMANAGED
  }
}
