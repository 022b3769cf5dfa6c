package dev.tokenprotection.simulator.signin.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of a device at the moment of a sign-in. What is missing is null to Entra.
 *
 * @param known those that are not null; texts of a collection each on their own
 */
public record DeviceAttributes(Map<DeviceAttribute, List<String>> known) {
  private static final DeviceAttributes UNREGISTERED = new DeviceAttributes(Map.of());

  public DeviceAttributes {
    known = Map.copyOf(known);
  }

  /** A device that is not in the directory: every attribute is null. */
  public static DeviceAttributes unregistered() {
    return UNREGISTERED;
  }

  /** The same device with one more text; an empty text is null and changes nothing. */
  public DeviceAttributes with(DeviceAttribute attribute, String value) {
    return value.isEmpty() ? this : with(attribute, List.of(value));
  }

  /** The same device with one more attribute. */
  public DeviceAttributes with(DeviceAttribute attribute, List<String> values) {
    Map<DeviceAttribute, List<String>> all = new EnumMap<>(DeviceAttribute.class);
    all.putAll(known);
    all.put(attribute, List.copyOf(values));
    return new DeviceAttributes(all);
  }

  List<String> values(DeviceAttribute attribute) {
    return known.getOrDefault(attribute, List.of());
  }
}
