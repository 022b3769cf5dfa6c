package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Platform;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the display text deviceDetail.operatingSystem, which comes as "Windows10", "Windows 10",
 * "Windows", "Ios 17.4", "MacOs" and the like. Source: Microsoft Graph, "deviceDetail resource
 * type".
 */
final class OperatingSystem {
  private OperatingSystem() {}

  /** The platform that Conditional Access would see; empty for other ones and when unknown. */
  static Optional<Platform> platformOf(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("windows") && !name.contains("phone")) {
      return Optional.of(Platform.WINDOWS);
    }
    if (name.startsWith("ios") || name.startsWith("ipados")) {
      return Optional.of(Platform.IOS);
    }
    if (name.startsWith("mac")) {
      return Optional.of(Platform.MACOS);
    }
    return Optional.empty();
  }
}
