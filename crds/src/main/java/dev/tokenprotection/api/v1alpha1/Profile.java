package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of device that a rollout protects. */
public enum Profile {
  /** Native applications on Windows. */
  @JsonProperty("WindowsNative")
  WINDOWS_NATIVE,
  /** Native applications on macOS and iOS. */
  @JsonProperty("AppleNative")
  APPLE_NATIVE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
