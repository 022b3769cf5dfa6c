package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What an application without any sign-in means. */
public enum SilentApplications {
  /** There is not enough evidence. */
  @JsonProperty("Hold")
  HOLD,
  /** It is left out of the verdict. */
  @JsonProperty("Ignore")
  IGNORE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
