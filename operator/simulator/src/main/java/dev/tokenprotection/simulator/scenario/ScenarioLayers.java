package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Lays a scenario over the one it is based on: sections are merged key by key; in a list, an entry
 * replaces the one with its name, and others are added at the end.
 */
final class ScenarioLayers {
  private static final List<String> NAMES = List.of("name", "displayName", "clientId");

  private ScenarioLayers() {}

  static ObjectNode merged(ObjectNode base, ObjectNode over) {
    ObjectNode merged = base.deepCopy();
    over.properties()
        .forEach(
            entry ->
                merged.set(entry.getKey(), merged(merged.path(entry.getKey()), entry.getValue())));
    return merged;
  }

  private static JsonNode merged(JsonNode base, JsonNode over) {
    if (base instanceof ObjectNode below && over instanceof ObjectNode above) {
      return merged(below, above);
    }
    if (base instanceof ArrayNode below
        && over instanceof ArrayNode above
        && above.valueStream().allMatch(entry -> name(entry).isPresent())) {
      return merged(below, above);
    }
    return over;
  }

  private static ArrayNode merged(ArrayNode base, ArrayNode over) {
    ArrayNode merged = base.deepCopy();
    for (JsonNode entry : over) {
      int place = place(merged, name(entry));
      if (place < 0) {
        merged.add(entry);
      } else {
        merged.set(place, entry);
      }
    }
    return merged;
  }

  private static int place(ArrayNode array, Optional<String> name) {
    for (int i = 0; i < array.size(); i++) {
      if (name(array.get(i)).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> name(JsonNode entry) {
    return NAMES.stream().filter(entry::has).map(key -> entry.path(key).asText()).findFirst();
  }
}
