package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which sign-ins count as good. */
public enum BindingMetric {
  /** Only bound ones. */
  @JsonProperty("Allowed")
  ALLOWED,
  /** Bound ones, and unbound ones that heal by a fresh sign-in. */
  @JsonProperty("Enforceable")
  ENFORCEABLE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
