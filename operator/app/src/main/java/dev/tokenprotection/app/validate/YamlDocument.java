package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of a YAML file.
 *
 * @param content what it says
 * @param at its place in the text: the root, or an item of a {@code v1 List}
 * @param lines where its fields stand, by path from the root of the text
 */
record YamlDocument(JsonNode content, FieldPath at, SourceLines lines) {
  /** The resources in it: itself, or the items if it is a {@code List} as kubectl prints it. */
  List<YamlDocument> resources() {
    if (!content.path("kind").asText().equals("List") || !content.path("items").isArray()) {
      return List.of(this);
    }
    List<YamlDocument> items = new ArrayList<>();
    for (JsonNode item : content.get("items")) {
      items.add(new YamlDocument(item, at.field("items").item(items.size()), lines));
    }
    return items;
  }

  int line(FieldPath path) {
    return lines.of(at.append(path));
  }

  /** Kind and name, as far as they are there. */
  String title() {
    String kind = content.path("kind").asText("");
    String name = content.path("metadata").path("name").asText("");
    return (kind + " " + name).strip();
  }
}
