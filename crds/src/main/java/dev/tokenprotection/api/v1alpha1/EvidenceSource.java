package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Where sign-ins are read from. */
public enum EvidenceSource {
  /** The sign-in logs of Microsoft Graph. */
  @JsonProperty("SignInLogs")
  SIGN_IN_LOGS,
  /** A Log Analytics workspace, where the counting is done. */
  @JsonProperty("LogAnalytics")
  LOG_ANALYTICS,
  /** A value that this version does not know; never part of the schema. */
  @JsonEnumDefaultValue
  @JsonIgnore
  UNKNOWN
}
