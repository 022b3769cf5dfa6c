package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A group, with all properties it has on the wire, also those that only its writer knows. Source:
 * Graph, "group resource type". Members and owners are kept in {@link Memberships}.
 *
 * @param properties never changed after construction
 */
public record Group(ObjectNode properties) implements DirectoryObject {

  /** A security group with assigned membership, as {@code POST /groups} makes one. */
  public static Group security(String id, String displayName) {
    ObjectNode json = Json.object();
    json.put("id", id).put("displayName", displayName).putNull("description");
    json.putArray("groupTypes");
    json.putNull("isAssignableToRole").putNull("mail").put("mailEnabled", false);
    json.put("mailNickname", displayName.replaceAll("[^A-Za-z0-9]", ""));
    json.putNull("membershipRule").putNull("membershipRuleProcessingState");
    json.putNull("onPremisesSyncEnabled").put("securityEnabled", true).putNull("visibility");
    return new Group(json);
  }

  /** The same group with one property set to a text. */
  public Group with(String property, String value) {
    ObjectNode json = json();
    json.put(property, value);
    return new Group(json);
  }

  /** The same group with one property set to true or false. */
  public Group with(String property, boolean value) {
    ObjectNode json = json();
    json.put(property, value);
    return new Group(json);
  }

  /** The same group with membership by rule. */
  public Group dynamic(String membershipRule) {
    ObjectNode json = json();
    json.putArray("groupTypes").add("DynamicMembership");
    json.put("membershipRule", membershipRule).put("membershipRuleProcessingState", "On");
    return new Group(json);
  }

  @Override
  public String id() {
    return properties.path("id").textValue();
  }

  public String displayName() {
    return properties.path("displayName").asText();
  }

  public List<String> groupTypes() {
    return Json.strings(properties.path("groupTypes"));
  }

  /** Whether the service decides the membership by a rule. */
  public boolean isDynamic() {
    return groupTypes().contains("DynamicMembership");
  }

  public boolean onPremisesSyncEnabled() {
    return properties.path("onPremisesSyncEnabled").asBoolean();
  }

  public boolean isAssignableToRole() {
    return properties.path("isAssignableToRole").asBoolean();
  }

  /** Whether it is in a restricted management administrative unit. */
  public boolean isManagementRestricted() {
    return properties.path("isManagementRestricted").asBoolean();
  }

  @Override
  public String odataType() {
    return "#microsoft.graph.group";
  }

  @Override
  public ObjectNode json() {
    return properties.deepCopy();
  }
}
