package dev.tokenprotection.simulator.population;

/**
 * The oldest systems that token protection covers. Source: Entra, "Token Protection in Microsoft
 * Entra Conditional Access", section "Requirements": Windows 10, macOS 14, iOS and iPadOS 16.
 */
final class OsSupport {
  private OsSupport() {}

  static boolean covers(DevicePlatform platform, String version) {
    int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
    return switch (platform) {
      case WINDOWS -> major >= 10;
      case MACOS -> major >= 14;
      case IOS -> major >= 16;
      case ANDROID, LINUX, UNKNOWN -> false;
    };
  }
}
