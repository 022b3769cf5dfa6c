package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A registered device, with all properties it has on the wire. Source: Graph, "device resource
 * type". Its registered owners are kept in {@link Directory}.
 *
 * @param properties never changed after construction
 */
public record Device(ObjectNode properties) implements DirectoryObject {

  /**
   * An enabled device without labels, enrolment or management.
   *
   * @param id object id
   * @param deviceId the id that sign-in rows carry
   * @param trustType {@code AzureAd}, {@code ServerAd} or {@code Workplace}
   */
  public static Device registered(
      String id,
      String deviceId,
      String displayName,
      String operatingSystem,
      String operatingSystemVersion,
      String trustType) {
    ObjectNode json = Json.object();
    json.put("id", id).put("deviceId", deviceId).put("displayName", displayName);
    json.put("accountEnabled", true);
    json.put("operatingSystem", operatingSystem);
    json.put("operatingSystemVersion", operatingSystemVersion);
    json.put("trustType", trustType).put("profileType", "RegisteredDevice");
    json.put("isCompliant", false).put("isManaged", false);
    json.putNull("enrollmentType").putNull("enrollmentProfileName");
    json.putNull("manufacturer").putNull("model").putNull("managementType");
    json.putArray("systemLabels");
    json.putArray("physicalIds");
    return new Device(json);
  }

  /** The same device with one property set to a text. */
  public Device with(String property, String value) {
    ObjectNode json = json();
    json.put(property, value);
    return new Device(json);
  }

  /** The same device with one property set to true or false. */
  public Device with(String property, boolean value) {
    ObjectNode json = json();
    json.put(property, value);
    return new Device(json);
  }

  /** The same device with these system labels. */
  public Device withSystemLabels(List<String> labels) {
    ObjectNode json = json();
    json.set("systemLabels", Json.array(labels));
    return new Device(json);
  }

  @Override
  public String id() {
    return properties.path("id").textValue();
  }

  /** The id that sign-in rows carry in {@code deviceDetail.deviceId}. */
  public String deviceId() {
    return properties.path("deviceId").asText();
  }

  public List<String> systemLabels() {
    return Json.strings(properties.path("systemLabels"));
  }

  @Override
  public String odataType() {
    return "#microsoft.graph.device";
  }

  @Override
  public ObjectNode json() {
    return properties.deepCopy();
  }
}
