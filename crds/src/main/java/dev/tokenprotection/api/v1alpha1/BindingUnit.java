package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What the ratio counts. */
public enum BindingUnit {
  /** Every user weighs the same. */
  @JsonProperty("Users")
  USERS,
  /** Every sign-in weighs the same. */
  @JsonProperty("SignIns")
  SIGN_INS,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
