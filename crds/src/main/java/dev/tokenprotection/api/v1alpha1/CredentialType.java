package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How the operator proves who it is. */
public enum CredentialType {
  /** A token of a Kubernetes ServiceAccount. */
  @JsonProperty("WorkloadIdentity")
  WORKLOAD_IDENTITY,
  /** An identity of the Azure machine that runs the operator. */
  @JsonProperty("ManagedIdentity")
  MANAGED_IDENTITY,
  /** A client secret. */
  @JsonProperty("ClientSecret")
  CLIENT_SECRET,
  /** A certificate with its private key. */
  @JsonProperty("ClientCertificate")
  CLIENT_CERTIFICATE,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
