package dev.tokenprotection.tests.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON schemas of Kubernetes' own resources, as the API server itself publishes them (OpenAPI
 * v3), in kubeconform's layout: nothing is downloaded, and the version is that of the server.
 */
final class BuiltInSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BuiltInSchemas() {}

  /**
   * Writes those of some versions of groups.
   *
   * @param apiVersions such as {@code v1} and {@code apps/v1}
   */
  static void write(KubernetesClient client, Set<String> apiVersions, Path folder)
      throws IOException {
    for (String apiVersion : apiVersions) {
      String path = apiVersion.contains("/") ? "apis/" + apiVersion : "api/" + apiVersion;
      JsonNode document = JSON.readTree(client.raw("/openapi/v3/" + path));
      ObjectNode definitions = (ObjectNode) document.at("/components/schemas");
      definitions.forEach(BuiltInSchemas::close);
      for (var definition : definitions.properties()) {
        for (JsonNode kind : definition.getValue().path("x-kubernetes-group-version-kind")) {
          ObjectNode schema = JSON.createObjectNode();
          schema.put("$ref", "#/components/schemas/" + definition.getKey());
          schema.putObject("components").set("schemas", definitions);
          String version = kind.path("version").asText();
          String group = kind.path("group").asText();
          Path file =
              folder
                  // What kubeconform takes for the group of apiVersion v1.
                  .resolve(group.isEmpty() ? version : group)
                  .resolve(
                      "%s_%s.json"
                          .formatted(kind.path("kind").asText().toLowerCase(Locale.ROOT), version));
          Files.createDirectories(file.getParent());
          Files.write(file, JSON.writeValueAsBytes(schema));
        }
      }
    }
  }

  /**
   * As kubeconform's own strict schemas: what a definition does not have is refused, and null
   * stands for what is left out.
   */
  private static void close(JsonNode definition) {
    if (!(definition.path("properties") instanceof ObjectNode properties)) {
      return;
    }
    if (!definition.has("additionalProperties")) {
      ((ObjectNode) definition).put("additionalProperties", false);
    }
    Set<String> required = new HashSet<>();
    definition.path("required").forEach(name -> required.add(name.textValue()));
    properties.properties().stream()
        .filter(property -> !required.contains(property.getKey()))
        .forEach(property -> property.setValue(orNull(property.getValue())));
  }

  private static ObjectNode orNull(JsonNode schema) {
    ObjectNode either = JSON.createObjectNode();
    ArrayNode anyOf = either.putArray("anyOf");
    anyOf.addObject().put("type", "null");
    anyOf.add(schema);
    return either;
  }
}
