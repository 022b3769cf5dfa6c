package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a stage does to its cohort. */
public enum StageState {
  /** Sign-ins are judged and logged, never blocked. */
  @JsonProperty("ReportOnly")
  REPORT_ONLY,
  /** Sign-ins with unbound tokens are blocked. */
  @JsonProperty("Enforced")
  ENFORCED,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
