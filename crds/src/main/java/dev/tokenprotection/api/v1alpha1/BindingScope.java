package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What must reach the thresholds. */
public enum BindingScope {
  /** Every application with traffic on its own. */
  @JsonProperty("EachApplication")
  EACH_APPLICATION,
  /** All applications together. */
  @JsonProperty("Total")
  TOTAL,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
