package dev.tokenprotection.core.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A resource that a token protection policy may name. Source: Microsoft Entra, "Token Protection in
 * Microsoft Entra Conditional Access", section "Supported resources".
 */
public enum Application {
  EXCHANGE_ONLINE("ExchangeOnline", "Exchange", "00000002-0000-0ff1-ce00-000000000000"),
  SHAREPOINT_ONLINE("SharePointOnline", "SharePoint", "00000003-0000-0ff1-ce00-000000000000"),
  MICROSOFT_TEAMS("MicrosoftTeams", "Teams", "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"),
  AZURE_VIRTUAL_DESKTOP(
      "AzureVirtualDesktop", "Azure Virtual Desktop", "9cdead84-a844-4324-93f2-b2e6bb768d07"),
  WINDOWS_365("Windows365", "Windows 365", "0af06dc6-e4b5-4f28-818e-e78e62d137a5"),
  WINDOWS_CLOUD_LOGIN(
      "WindowsCloudLogin", "Windows Cloud Login", "270efc09-cd0d-444b-a71f-39af4910ec45");

  private final String apiName;
  private final String shortName;
  private final String appId;

  Application(String apiName, String shortName, String appId) {
    this.apiName = apiName;
    this.shortName = shortName;
    this.appId = appId;
  }

  /** The name in {@code spec.applications}. */
  public String apiName() {
    return apiName;
  }

  /** The name in messages for people. */
  public String shortName() {
    return shortName;
  }

  /**
   * The application (client) id that Conditional Access and the sign-in logs use, in lower case.
   */
  public String appId() {
    return appId;
  }

  /** The application with this appId, in any case; empty for all others. */
  public static Optional<Application> ofAppId(String appId) {
    String wanted = appId.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(a -> a.appId.equals(wanted)).findFirst();
  }
}
