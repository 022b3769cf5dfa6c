package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a promotion window does. */
public enum WindowKind {
  /** Promotions happen only inside. */
  @JsonProperty("Allow")
  ALLOW,
  /** No promotion happens inside. */
  @JsonProperty("Deny")
  DENY,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
