package dev.tokenprotection.core.model;

import java.util.Arrays;
import java.util.Optional;

/** The state of a Conditional Access policy (Graph, {@code conditionalAccessPolicyState}). */
public enum PolicyState {
  /** Evaluated and logged, never enforced. */
  REPORT_ONLY("enabledForReportingButNotEnforced"),
  ENABLED("enabled"),
  DISABLED("disabled");

  private final String graphName;

  PolicyState(String graphName) {
    this.graphName = graphName;
  }

  /** The value of the member {@code state}. */
  public String graphName() {
    return graphName;
  }

  /** The state with this Graph name; empty for a value that this version does not know. */
  public static Optional<PolicyState> ofGraphName(String graphName) {
    return Arrays.stream(values()).filter(s -> s.graphName.equals(graphName)).findFirst();
  }
}
