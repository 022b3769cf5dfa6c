package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A user account. Source: Graph, "user resource type".
 *
 * @param id object id
 * @param userPrincipalName unique in the tenant
 * @param displayName for people
 * @param accountEnabled false when sign-in is blocked
 * @param userType member or guest
 * @param onPremisesSyncEnabled true when the account comes from an on-premises directory
 */
public record User(
    String id,
    String userPrincipalName,
    String displayName,
    boolean accountEnabled,
    UserType userType,
    boolean onPremisesSyncEnabled)
    implements DirectoryObject {

  /** An enabled, cloud-only member. */
  public static User member(String id, String userPrincipalName, String displayName) {
    return new User(id, userPrincipalName, displayName, true, UserType.MEMBER, false);
  }

  /** An enabled guest. */
  public static User guest(String id, String userPrincipalName, String displayName) {
    return new User(id, userPrincipalName, displayName, true, UserType.GUEST, false);
  }

  /** The same account with sign-in blocked. */
  public User disabled() {
    return new User(id, userPrincipalName, displayName, false, userType, onPremisesSyncEnabled);
  }

  /** The same account with sign-in allowed. */
  public User enabled() {
    return new User(id, userPrincipalName, displayName, true, userType, onPremisesSyncEnabled);
  }

  /** The same account, synchronised from an on-premises directory. */
  public User synced() {
    return new User(id, userPrincipalName, displayName, accountEnabled, userType, true);
  }

  @Override
  public String odataType() {
    return "#microsoft.graph.user";
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("id", id)
        .put("userPrincipalName", userPrincipalName)
        .put("displayName", displayName)
        .put("mail", userPrincipalName)
        .put("accountEnabled", accountEnabled)
        .put("userType", userType.graphName());
    // Graph has null, not false, for an account that was never synchronised.
    if (onPremisesSyncEnabled) {
      json.put("onPremisesSyncEnabled", true);
    } else {
      json.putNull("onPremisesSyncEnabled");
    }
    json.putArray("businessPhones");
    json.putNull("givenName").putNull("jobTitle").putNull("mobilePhone").putNull("officeLocation");
    return json.putNull("preferredLanguage").putNull("surname");
  }
}
