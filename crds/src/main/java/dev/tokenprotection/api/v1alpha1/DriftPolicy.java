package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when somebody else changes what the operator owns. */
public enum DriftPolicy {
  /** It is put back. */
  @JsonProperty("Correct")
  CORRECT,
  /** It is only told. */
  @JsonProperty("Report")
  REPORT,
  /** It is told, and promotion stops. */
  @JsonProperty("Pause")
  PAUSE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
