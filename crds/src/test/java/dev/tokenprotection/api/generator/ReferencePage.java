package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The reference page of one kind: every field with its type, default, description and rules. */
final class ReferencePage {
  private final Crd crd;
  private final Sections sections;
  private final StringBuilder text = new StringBuilder();

  ReferencePage(Crd crd) {
    this.crd = crd;
    this.sections = Sections.of(crd.schema());
  }

  String text() {
    head();
    columns();
    selectableFields();
    section("spec", (ObjectNode) crd.schema().at("/properties/spec"));
    section("status", (ObjectNode) crd.schema().at("/properties/status"));
    return text.toString();
  }

  private void head() {
    JsonNode names = crd.document().at("/spec/names");
    line("<!-- Generated from crds/src/main by: mvn -pl crds -Dcrds.write=true test -->");
    line("# " + crd.kind());
    line("");
    line(crd.schema().get("description").textValue());
    line("");
    line("- `apiVersion: tokenprotection.dev/" + crd.version().get("name").textValue() + "`");
    line("- `kubectl get " + names.get("plural").textValue() + "`" + shortName(names));
    line("- Namespaced; references stay in the namespace.");
    line("- Defaults are the operator's: nothing is ever written into `spec`.");
    line("");
  }

  private static String shortName(JsonNode names) {
    JsonNode shortName = names.at("/shortNames/0");
    return shortName.isMissingNode() ? "" : ", short `" + shortName.textValue() + "`";
  }

  private void columns() {
    line("## Columns");
    line("");
    line("| column | shows | when |");
    line("|---|---|---|");
    for (JsonNode column : crd.version().get("additionalPrinterColumns")) {
      line(
          "| %s | `%s` | %s |"
              .formatted(
                  column.get("name").textValue().toUpperCase(Locale.ROOT),
                  column.get("jsonPath").textValue(),
                  column.has("priority") ? "with `-o wide`" : "always"));
    }
    line("");
  }

  private void selectableFields() {
    if (crd.version().has("selectableFields")) {
      line("## Fields to select by");
      line("");
      line("With Kubernetes 1.31 or newer:");
      line("");
      for (JsonNode field : crd.version().get("selectableFields")) {
        line(
            "- `kubectl get %s -A --field-selector %s=…`"
                .formatted(
                    crd.document().at("/spec/names/plural").textValue(),
                    field.get("jsonPath").textValue().substring(1)));
      }
      line("");
    }
  }

  private void section(String path, ObjectNode object) {
    line("## `" + path + "`");
    line("");
    String meaning = FieldDescription.of(object).meaning();
    if (!meaning.isEmpty()) {
      line(meaning);
      line("");
    }
    line("| field | type | default | description |");
    line("|---|---|---|---|");
    Set<String> required = required(object);
    for (var field : object.get("properties").properties()) {
      row(field.getKey(), field.getValue(), required.contains(field.getKey()));
    }
    line("");
    rules(object);
    for (var field : object.get("properties").properties()) {
      String below = Sections.path(path, field.getKey(), field.getValue());
      Sections.nested(field.getValue())
          .filter(o -> sections.pathOf(o).equals(below))
          .ifPresent(o -> section(below, o));
    }
  }

  private void row(String name, JsonNode property, boolean required) {
    FieldDescription description = FieldDescription.of(property);
    line(
        "| `%s` | %s | %s | %s |"
            .formatted(
                name,
                type(property),
                cell(required ? "required" : description.otherwise().orElse("")),
                cell(description.meaning() + rulesOfValue(property))));
  }

  private String type(JsonNode property) {
    return Sections.nested(property)
        .map(
            o -> {
              String label = property.has("items") ? "list of objects" : "object";
              String target = Sections.anchor(sections.pathOf(o));
              return "[%s](#%s)%s".formatted(label, target, FieldType.count(property));
            })
        .orElseGet(() -> cell(FieldType.of(property)));
  }

  private void rules(ObjectNode object) {
    Set<String> messages = messages(object);
    if (messages.isEmpty()) {
      return;
    }
    line("Rules:");
    line("");
    messages.forEach(m -> line("- " + m));
    line("");
  }

  /** The rules of a value or a list; those of an object stand in its section. */
  private static String rulesOfValue(JsonNode property) {
    if (property.has("properties")) {
      return "";
    }
    StringBuilder rules = new StringBuilder();
    messages(property).forEach(m -> rules.append(" Rule: ").append(m).append('.'));
    return rules.toString();
  }

  private static Set<String> messages(JsonNode schema) {
    Set<String> messages = new LinkedHashSet<>();
    schema.path("x-kubernetes-validations").forEach(r -> messages.add(r.get("message").asText()));
    return messages;
  }

  private static Set<String> required(ObjectNode object) {
    Set<String> names = new TreeSet<>();
    object.path("required").forEach(n -> names.add(n.textValue()));
    return names;
  }

  private static String cell(String content) {
    return content.replace("|", "\\|");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
