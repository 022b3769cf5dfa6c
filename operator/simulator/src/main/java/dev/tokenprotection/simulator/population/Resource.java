package dev.tokenprotection.simulator.population;

/**
 * What tokens are asked for. The appIds are Microsoft's own (Entra, "Token Protection in Microsoft
 * Entra Conditional Access", section "Supported resources"; Entra, "Application IDs of commonly
 * used Microsoft applications").
 */
public enum Resource {
  EXCHANGE_ONLINE("00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
  SHAREPOINT_ONLINE("00000003-0000-0ff1-ce00-000000000000", "Office 365 SharePoint Online"),
  TEAMS_SERVICES("cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "Microsoft Teams Services"),
  AZURE_VIRTUAL_DESKTOP("9cdead84-a844-4324-93f2-b2e6bb768d07", "Azure Virtual Desktop"),
  WINDOWS_365("0af06dc6-e4b5-4f28-818e-e78e62d137a5", "Windows 365"),
  WINDOWS_CLOUD_LOGIN("270efc09-cd0d-444b-a71f-39af4910ec45", "Windows Cloud Login"),
  MICROSOFT_GRAPH("00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
  AZURE_RESOURCE_MANAGER("797f4846-ba00-4fd7-ba43-dac1f8f63013", "Azure Resource Manager");

  private final String appId;
  private final String displayName;

  Resource(String appId, String displayName) {
    this.appId = appId;
    this.displayName = displayName;
  }

  /** Application id, in lower case. */
  public String appId() {
    return appId;
  }

  /** The value of {@code resourceDisplayName}. */
  public String displayName() {
    return displayName;
  }
}
