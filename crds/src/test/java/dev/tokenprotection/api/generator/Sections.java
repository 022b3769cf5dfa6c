package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Where each object of a schema is described. An object that appears at several places has one
 * section, at the shortest path.
 */
final class Sections {
  private final Map<JsonNode, String> paths = new HashMap<>();

  private Sections() {}

  static Sections of(ObjectNode root) {
    Sections sections = new Sections();
    Queue<Map.Entry<String, ObjectNode>> open = new ArrayDeque<>();
    for (String part : new String[] {"spec", "status"}) {
      open.add(Map.entry(part, (ObjectNode) root.at("/properties/" + part)));
    }
    while (!open.isEmpty()) {
      var next = open.remove();
      if (sections.paths.putIfAbsent(shape(next.getValue()), next.getKey()) == null) {
        for (var field : next.getValue().get("properties").properties()) {
          String path = path(next.getKey(), field.getKey(), field.getValue());
          nested(field.getValue()).ifPresent(o -> open.add(Map.entry(path, o)));
        }
      }
    }
    return sections;
  }

  String pathOf(ObjectNode object) {
    return paths.get(shape(object));
  }

  static String path(String parent, String name, JsonNode property) {
    return parent + "." + name + (property.has("items") ? "[]" : "");
  }

  /** The object that a property is, or is a list of, with the description of the property. */
  static Optional<ObjectNode> nested(JsonNode property) {
    JsonNode candidate = property.has("items") ? property.get("items") : property;
    if (!candidate.has("properties")) {
      return Optional.empty();
    }
    ObjectNode object = candidate.deepCopy();
    return Optional.of(object.put("description", property.path("description").asText("")));
  }

  /** The anchor that GitHub and others make of a heading. */
  static String anchor(String path) {
    return path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
  }

  /** Two objects with the same fields and rules are the same, whatever they are used for. */
  private static JsonNode shape(ObjectNode object) {
    ObjectNode shape = object.deepCopy();
    shape.remove("description");
    return shape;
  }
}
