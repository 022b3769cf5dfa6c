package dev.tokenprotection.simulator.tenant;

/** Whether the account is the organisation's own. Source: Graph, "user resource type", userType. */
public enum UserType {
  MEMBER("Member"),
  GUEST("Guest");

  private final String graphName;

  UserType(String graphName) {
    this.graphName = graphName;
  }

  /** The value on the wire. */
  public String graphName() {
    return graphName;
  }
}
