package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An application's presence in the tenant. Source: Graph, "servicePrincipal resource type".
 *
 * @param id object id
 * @param appId the application (client) id
 * @param displayName for people
 */
public record ServicePrincipal(String id, String appId, String displayName)
    implements DirectoryObject {
  @Override
  public String odataType() {
    return "#microsoft.graph.servicePrincipal";
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("id", id).put("appId", appId).put("displayName", displayName);
    json.put("appDisplayName", displayName).put("accountEnabled", true);
    json.put("servicePrincipalType", "Application").put("signInAudience", "AzureADMultipleOrgs");
    json.putArray("servicePrincipalNames").add(appId);
    json.putArray("tags");
    return json;
  }
}
