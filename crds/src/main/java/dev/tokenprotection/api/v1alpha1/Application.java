package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A resource that a token protection policy may name. */
public enum Application {
  /** Office 365 Exchange Online. */
  @JsonProperty("ExchangeOnline")
  EXCHANGE_ONLINE,
  /** Office 365 SharePoint Online. */
  @JsonProperty("SharePointOnline")
  SHARE_POINT_ONLINE,
  /** Microsoft Teams Services. */
  @JsonProperty("MicrosoftTeams")
  MICROSOFT_TEAMS,
  /** Azure Virtual Desktop, Windows only. */
  @JsonProperty("AzureVirtualDesktop")
  AZURE_VIRTUAL_DESKTOP,
  /** Windows 365, Windows only. */
  @JsonProperty("Windows365")
  WINDOWS365,
  /** Windows Cloud Login, Windows only. */
  @JsonProperty("WindowsCloudLogin")
  WINDOWS_CLOUD_LOGIN,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
