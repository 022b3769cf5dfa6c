package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is wrong with the devices of sampled members. Sources: Microsoft Entra, "Token Protection in
 * Microsoft Entra Conditional Access", sections "Requirements" and "Known limitations" (Windows 10,
 * macOS 14, iOS and iPadOS 16; which registrations are not supported; Apple devices must be
 * managed); Microsoft Graph, "device resource type".
 *
 * @param members how many members were looked at
 * @param withoutDevice members without any usable device of the profile's platforms
 * @param old devices whose system is too old
 * @param unsupported devices whose kind of registration is not supported
 * @param unmanaged Apple devices that are not managed
 */
public record DeviceFindings(
    int members, int withoutDevice, int old, int unsupported, int unmanaged) {
  private static final Set<String> UNSUPPORTED_LABELS =
      Set.of("CloudPC", "AzureVirtualDesktop", "MicrosoftPowerAutomate");
  private static final int OLDEST_WINDOWS = 10;
  private static final int OLDEST_MACOS = 14;
  private static final int OLDEST_IOS = 16;

  /**
   * Judges devices.
   *
   * @param devices the devices of each sampled member
   */
  public static DeviceFindings of(Profile profile, Collection<? extends List<Device>> devices) {
    int withoutDevice = 0;
    List<Device> fitting = new ArrayList<>();
    for (List<Device> ofMember : devices) {
      List<Device> usable =
          ofMember.stream()
              .filter(device -> device.account() == User.Account.ENABLED)
              .filter(device -> isOf(profile, device))
              .toList();
      if (usable.isEmpty()) {
        withoutDevice++;
      }
      fitting.addAll(usable);
    }
    return new DeviceFindings(
        devices.size(),
        withoutDevice,
        count(fitting, DeviceFindings::isOld),
        count(fitting, DeviceFindings::isUnsupported),
        profile == Profile.APPLE_NATIVE
            ? count(fitting, device -> device.management() == Device.Management.UNMANAGED)
            : 0);
  }

  boolean isEmpty() {
    return withoutDevice + old + unsupported + unmanaged == 0;
  }

  String sentence() {
    List<String> parts = new ArrayList<>();
    add(parts, withoutDevice, "without a registered device of the profile's platforms: ");
    add(parts, old, "devices with a system that is too old: ");
    add(parts, unsupported, "devices registered in a way that is not supported: ");
    add(parts, unmanaged, "Apple devices that are not managed: ");
    return "Of " + members + " sampled members, " + String.join("; ", parts) + ".";
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(what + count);
    }
  }

  private static int count(List<Device> devices, Predicate<Device> what) {
    return Math.toIntExact(devices.stream().filter(what).count());
  }

  private static boolean isOf(Profile profile, Device device) {
    return switch (profile) {
      case WINDOWS_NATIVE -> isWindows(device);
      case APPLE_NATIVE -> isMac(device) || isIos(device);
    };
  }

  private static boolean isOld(Device device) {
    int major = major(device.operatingSystemVersion());
    if (isWindows(device)) {
      return major < OLDEST_WINDOWS;
    }
    return major < (isMac(device) ? OLDEST_MACOS : OLDEST_IOS);
  }

  private static boolean isUnsupported(Device device) {
    boolean joined = device.trustType().equalsIgnoreCase("AzureAd");
    return joined
        && (device.systemLabels().stream().anyMatch(UNSUPPORTED_LABELS::contains)
            || device.profileType().equalsIgnoreCase("SecureVM"));
  }

  /** Graph answers {@code Windows}, {@code MacMDM}, {@code macOS}, {@code IPhone}, {@code IPad}. */
  private static boolean isWindows(Device device) {
    return system(device).startsWith("windows");
  }

  private static boolean isMac(Device device) {
    return system(device).startsWith("mac");
  }

  private static boolean isIos(Device device) {
    String system = system(device);
    return system.startsWith("ios") || system.startsWith("iphone") || system.startsWith("ipad");
  }

  private static String system(Device device) {
    return device.operatingSystem().toLowerCase(Locale.ROOT);
  }

  /** A version that can't be read is not called old. */
  private static int major(String version) {
    String digits = version.split("\\.", 2)[0].strip();
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }
}
