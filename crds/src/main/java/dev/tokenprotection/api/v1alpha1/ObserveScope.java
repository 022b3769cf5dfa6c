package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom the report-only policy covers. */
public enum ObserveScope {
  /** Everybody in any stage. */
  @JsonProperty("AllStages")
  ALL_STAGES,
  /** Everybody in the stages up to the current one. */
  @JsonProperty("ReachedStages")
  REACHED_STAGES,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
