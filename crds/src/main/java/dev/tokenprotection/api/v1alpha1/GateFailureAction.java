package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when a gate fails. */
public enum GateFailureAction {
  /** The rollout stays where it is. */
  @JsonProperty("Pause")
  PAUSE,
  /** The rollout goes back by one stage. */
  @JsonProperty("RollbackStage")
  ROLLBACK_STAGE,
  /** The enforced policy goes to report-only. */
  @JsonProperty("ReportOnly")
  REPORT_ONLY,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
