package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the plan is carried out. */
public enum ApplyPolicy {
  /** It is. */
  @JsonProperty("Automatic")
  AUTOMATIC,
  /** It is only shown; nothing is written to Entra. */
  @JsonProperty("Observe")
  OBSERVE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
