package dev.tokenprotection.core.model;

import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;

import java.util.EnumSet;
import java.util.Set;

/**
 * The kind of device that a policy speaks of. Profiles never share a policy. Source: Microsoft
 * Entra, "Token Protection in Microsoft Entra Conditional Access", sections "Windows" and "Apple".
 */
public enum Profile {
  WINDOWS_NATIVE("WindowsNative", EnumSet.of(Platform.WINDOWS), EnumSet.allOf(Application.class)),
  APPLE_NATIVE(
      "AppleNative",
      EnumSet.of(Platform.IOS, Platform.MACOS),
      EnumSet.of(EXCHANGE_ONLINE, SHAREPOINT_ONLINE, MICROSOFT_TEAMS));

  private final String apiName;
  private final Set<Platform> platforms;
  private final Set<Application> applications;

  Profile(String apiName, Set<Platform> platforms, Set<Application> applications) {
    this.apiName = apiName;
    this.platforms = platforms;
    this.applications = applications;
  }

  /** The name in {@code spec.profile}. */
  public String apiName() {
    return apiName;
  }

  /** The device platforms that a policy of this profile includes. */
  public Set<Platform> platforms() {
    return EnumSet.copyOf(platforms);
  }

  /** The applications that a policy of this profile may include. */
  public Set<Application> applications() {
    return EnumSet.copyOf(applications);
  }
}
