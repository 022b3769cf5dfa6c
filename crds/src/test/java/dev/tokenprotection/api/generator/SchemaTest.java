package dev.tokenprotection.api.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
  static Stream<Crd> definitions() {
    return CrdGeneration.all().stream();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void every_field_has_a_description_that_ends_a_sentence(Crd crd) {
    assertThat(fields(crd))
        .allSatisfy(
            (path, field) ->
                assertThat(field.path("description").asText()).as(path).matches("[A-Z].*\\."));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void every_field_of_spec_is_required_or_tells_its_default(Crd crd) {
    Set<String> required = new TreeSet<>();
    objects(crd)
        .forEach(
            (path, object) ->
                object.path("required").forEach(n -> required.add(path + "." + n.asText())));
    fields(crd).entrySet().stream()
        .filter(f -> f.getKey().startsWith("spec."))
        .forEach(
            f ->
                assertThat(FieldDescription.of(f.getValue()).otherwise().isPresent())
                    .as(f.getKey())
                    .isNotEqualTo(required.contains(f.getKey())));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void no_field_has_a_default_in_the_schema(Crd crd) {
    assertThat(nodes(crd)).allSatisfy((path, n) -> assertThat(n.has("default")).as(path).isFalse());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void every_text_and_every_list_is_bounded(Crd crd) {
    assertThat(nodes(crd))
        .allSatisfy(
            (path, n) -> {
              boolean text = "string".equals(n.path("type").asText()) && !n.has("enum");
              assertThat(!text || n.has("maxLength")).as("maxLength of " + path).isTrue();
              boolean list = n.has("items");
              assertThat(!list || n.has("maxItems")).as("maxItems of " + path).isTrue();
              boolean limit = n.has("x-kubernetes-int-or-string");
              assertThat(!limit || (n.has("maxLength") && n.has("pattern"))).as(path).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void lists_are_atomic_but_for_conditions(Crd crd) {
    assertThat(nodes(crd))
        .allSatisfy(
            (path, n) -> {
              if (n.has("items")) {
                assertThat(n.path("x-kubernetes-list-type").asText())
                    .as(path)
                    .isEqualTo(path.equals("status.conditions") ? "map" : "atomic");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void no_rule_joins_spec_and_status(Crd crd) {
    assertThat(crd.schema().has("x-kubernetes-validations")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void every_rule_has_a_message_and_stands_once(Crd crd) {
    assertThat(nodes(crd))
        .allSatisfy(
            (path, n) -> {
              JsonNode rules = n.path("x-kubernetes-validations");
              assertThat(rules)
                  .allSatisfy(r -> assertThat(r.path("message").asText()).as(path).isNotEmpty());
              assertThat(rules).as(path).doesNotHaveDuplicates();
            });
  }

  private static Map<String, JsonNode> objects(Crd crd) {
    return nodes(crd).entrySet().stream()
        .filter(n -> n.getValue().has("properties"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** All named fields by path. */
  private static Map<String, JsonNode> fields(Crd crd) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    objects(crd)
        .forEach(
            (path, object) ->
                object
                    .get("properties")
                    .properties()
                    .forEach(p -> fields.put(path + "." + p.getKey(), p.getValue())));
    return fields;
  }

  /** All schemas below spec and status by path, those of items too. */
  private static Map<String, JsonNode> nodes(Crd crd) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    collect("spec", crd.schema().at("/properties/spec"), nodes);
    collect("status", crd.schema().at("/properties/status"), nodes);
    return nodes;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> nodes) {
    nodes.put(path, node);
    node.path("properties")
        .properties()
        .forEach(p -> collect(path + "." + p.getKey(), p.getValue(), nodes));
    if (node.has("items")) {
      collect(path + "[]", node.get("items"), nodes);
    }
  }
}
