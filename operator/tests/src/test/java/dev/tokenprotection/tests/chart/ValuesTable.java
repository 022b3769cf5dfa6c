package dev.tokenprotection.tests.chart;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The table of values in the chart's README: names, defaults and comments of {@code values.yaml},
 * forms of {@code values.schema.json}.
 *
 * @param rows in the order of the file
 */
record ValuesTable(List<Row> rows) {
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(?: +(.+))?");

  /**
   * One value, or a group of them.
   *
   * @param path such as {@code image.tag}
   * @param form what the schema says that it is
   * @param otherwise its default; none for a group
   * @param comment what stands above it
   */
  record Row(String path, String form, Optional<String> otherwise, String comment) {}

  private record Group(int indent, String path) {}

  /** Each comment belongs to the key below it, when nothing is between. */
  static ValuesTable of(String values, JsonNode schema) {
    List<Row> rows = new ArrayList<>();
    Deque<Group> groups = new ArrayDeque<>();
    List<String> comment = new ArrayList<>();
    for (String line : values.lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (line.strip().startsWith("#")) {
        comment.add(line.strip().substring(1).strip());
      } else if (key.matches()) {
        int indent = key.group(1).length();
        while (!groups.isEmpty() && groups.peek().indent() >= indent) {
          groups.pop();
        }
        String path = (groups.isEmpty() ? "" : groups.peek().path() + ".") + key.group(2);
        Optional<String> otherwise = Optional.ofNullable(key.group(3));
        rows.add(new Row(path, form(schema, path), otherwise, String.join(" ", comment)));
        if (otherwise.isEmpty()) {
          groups.push(new Group(indent, path));
        }
        comment.clear();
      } else if (line.isBlank()) {
        comment.clear();
      } else {
        throw new IllegalArgumentException(
            "values.yaml: write each default on the line of its name, not as: " + line);
      }
    }
    return new ValuesTable(rows);
  }

  String markdown() {
    return Stream.concat(
            Stream.of("| value | form | default | meaning |", "|---|---|---|---|"),
            rows.stream()
                .map(
                    row ->
                        "| `%s` | %s | %s | %s |"
                            .formatted(
                                row.path(),
                                row.form(),
                                row.otherwise().map(text -> "`" + text + "`").orElse(""),
                                row.comment().replace("|", "\\|").replace("<", "\\<"))))
        .collect(joining("\n", "", "\n"));
  }

  private static String form(JsonNode schema, String path) {
    JsonNode node = schema;
    for (String name : path.split("\\.")) {
      node = resolve(schema, node).path("properties").path(name);
    }
    return form(schema, node);
  }

  private static String form(JsonNode schema, JsonNode reference) {
    JsonNode node = resolve(schema, reference);
    if (node.has("enum")) {
      return StreamSupport.stream(node.get("enum").spliterator(), false)
          .map(constant -> "`" + constant.asText() + "`")
          .collect(joining(", "));
    }
    return switch (node.path("type").asText()) {
      case "array" -> "list of " + plural(form(schema, node.path("items")));
      case "integer" ->
          node.has("minimum")
              ? "%d to %d".formatted(node.get("minimum").asLong(), node.get("maximum").asLong())
              : "number";
      case "string" -> "text";
      case "boolean" -> "`true`, `false`";
      case "object" ->
          resolve(schema, node.path("additionalProperties")).path("type").asText().equals("string")
              ? "map of texts"
              : "object";
      default -> "any";
    };
  }

  private static String plural(String form) {
    return switch (form) {
      case "text" -> "texts";
      case "object" -> "objects";
      default -> "numbers, " + form;
    };
  }

  private static JsonNode resolve(JsonNode schema, JsonNode node) {
    return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
  }
}
