package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens in Entra when the rollout is deleted. */
public enum DeletionPolicy {
  /** Nothing: policies and groups stay as they are. */
  @JsonProperty("Orphan")
  ORPHAN,
  /** The enforced policy goes to report-only. */
  @JsonProperty("ReportOnly")
  REPORT_ONLY,
  /** Both policies are disabled. */
  @JsonProperty("Disable")
  DISABLE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
