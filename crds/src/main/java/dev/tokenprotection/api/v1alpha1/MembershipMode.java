package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether members that are not declared stay in a managed group. */
public enum MembershipMode {
  /** The group has exactly the declared members. */
  @JsonProperty("Authoritative")
  AUTHORITATIVE,
  /** Declared members are added, others stay. */
  @JsonProperty("Additive")
  ADDITIVE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
