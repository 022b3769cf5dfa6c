package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The schema of one kind for editors and for kubeconform, which know JSON Schema and not
 * Kubernetes' dialect of it: a field that the definition does not have is refused, since an API
 * server only warns about it; what means nothing outside an API server is left out.
 */
final class JsonSchema {
  private JsonSchema() {}

  /** In kubeconform's layout: {@code {{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json}. */
  static Path path(Crd crd) {
    return Path.of(
        crd.document().at("/spec/group").textValue(),
        "%s_%s.json".formatted(crd.kind().toLowerCase(Locale.ROOT), version(crd)));
  }

  static String text(Crd crd) {
    ObjectNode schema = CrdGeneration.json().createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", crd.kind());
    schema.setAll(crd.schema().deepCopy());
    ObjectNode properties = schema.putObject("properties");
    constant(
        properties.putObject("apiVersion"),
        crd.document().at("/spec/group").textValue() + "/" + version(crd));
    constant(properties.putObject("kind"), crd.kind());
    properties.putObject("metadata").put("type", "object");
    properties.setAll((ObjectNode) crd.schema().get("properties").deepCopy());
    ArrayNode required = schema.putArray("required");
    List.of("apiVersion", "kind", "metadata", "spec").forEach(required::add);
    close(schema);
    try {
      return CrdGeneration.json()
              .writer(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(schema)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void constant(ObjectNode property, String value) {
    property.put("type", "string").putArray("enum").add(value);
  }

  private static String version(Crd crd) {
    return crd.version().get("name").textValue();
  }

  private static void close(ObjectNode schema) {
    dropDialect(schema);
    if (schema.get("properties") instanceof ObjectNode properties) {
      schema.put("additionalProperties", false);
      Set<String> required = new HashSet<>();
      schema.path("required").forEach(name -> required.add(name.textValue()));
      for (var property : properties.properties()) {
        ObjectNode value = (ObjectNode) property.getValue();
        close(value);
        if (!required.contains(property.getKey())) {
          allowNull(value);
        }
      }
    }
    if (schema.get("items") instanceof ObjectNode items) {
      close(items);
    }
  }

  /** An API server takes an optional field without a value, as in {@code gate:}, for absent. */
  private static void allowNull(ObjectNode schema) {
    if (schema.get("anyOf") instanceof ArrayNode alternatives) {
      alternatives.addObject().put("type", "null");
    } else {
      JsonNode type = schema.get("type");
      schema.putArray("type").add(type).add("null");
    }
    if (schema.get("enum") instanceof ArrayNode constants) {
      constants.addNull();
    }
  }

  private static void dropDialect(ObjectNode schema) {
    schema
        .properties()
        .removeIf(
            keyword ->
                keyword.getKey().startsWith("x-kubernetes-")
                    || (keyword.getKey().equals("format")
                        && keyword.getValue().textValue().startsWith("int")));
  }
}
