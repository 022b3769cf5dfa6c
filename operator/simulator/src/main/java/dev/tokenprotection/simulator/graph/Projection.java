package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.List;

/** Which properties of an object are answered. */
final class Projection {
  private Projection() {}

  /** Only the selected properties, in the object's order; all of them when none is selected. */
  static ObjectNode select(ObjectNode object, List<String> properties) {
    if (properties.isEmpty() || properties.contains("*")) {
      return object;
    }
    ObjectNode selected = Json.object();
    object
        .properties()
        .forEach(
            member -> {
              boolean wanted =
                  member.getKey().startsWith("@")
                      || properties.stream().anyMatch(member.getKey()::equalsIgnoreCase);
              if (wanted) {
                selected.set(member.getKey(), member.getValue());
              }
            });
    return selected;
  }

  /** An answer with one object, its context first. */
  static WireResponse entity(GraphCall call, int status, String fragment, ObjectNode object) {
    ObjectNode body = Json.object();
    body.put("@odata.context", call.context(fragment));
    body.setAll(object);
    return WireResponse.json(status, body);
  }
}
