package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A kind of device whose registration cannot be bound, left out by a device filter. */
public enum DeviceFilterPreset {
  /** Entra-joined Windows 365 Cloud PCs. */
  @JsonProperty("CloudPC")
  CLOUD_PC,
  /** Entra-joined Azure Virtual Desktop hosts. */
  @JsonProperty("AzureVirtualDesktop")
  AZURE_VIRTUAL_DESKTOP,
  /** Power Automate hosted machine groups. */
  @JsonProperty("PowerAutomate")
  POWER_AUTOMATE,
  /** Azure virtual machines joined by the login extension. */
  @JsonProperty("SecureVM")
  SECURE_VM,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
