package dev.tokenprotection.simulator.signin.policy;

/**
 * Whose user somebody is, in the words of Graph's {@code
 * conditionalAccessGuestOrExternalUserTypes}.
 */
public enum UserCategory {
  MEMBER("none"),
  INTERNAL_GUEST("internalGuest"),
  B2B_COLLABORATION_GUEST("b2bCollaborationGuest"),
  B2B_COLLABORATION_MEMBER("b2bCollaborationMember"),
  B2B_DIRECT_CONNECT_USER("b2bDirectConnectUser"),
  OTHER_EXTERNAL_USER("otherExternalUser"),
  SERVICE_PROVIDER("serviceProvider");

  private final String graphName;

  UserCategory(String graphName) {
    this.graphName = graphName;
  }

  /** The value in {@code guestOrExternalUserTypes} of a policy. */
  public String graphName() {
    return graphName;
  }

  boolean isGuestOrExternal() {
    return this != MEMBER;
  }
}
