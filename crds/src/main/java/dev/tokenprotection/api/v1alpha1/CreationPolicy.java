package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether policies are created or taken over. */
public enum CreationPolicy {
  /** Always new policies. */
  @JsonProperty("Create")
  CREATE,
  /** A policy of the same name if there is exactly one, else a new one. */
  @JsonProperty("AdoptOrCreate")
  ADOPT_OR_CREATE,
  /** The policies with the given ids; they must exist. */
  @JsonProperty("Adopt")
  ADOPT,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
