package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A Microsoft cloud. */
public enum Cloud {
  /** The worldwide cloud. */
  @JsonProperty("Global")
  GLOBAL,
  /** US Government L4. */
  @JsonProperty("USGov")
  US_GOV,
  /** US Government L5 (DoD). */
  @JsonProperty("USGovDoD")
  US_GOV_DOD,
  /** Operated by 21Vianet. */
  @JsonProperty("China")
  CHINA,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
