package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/**
 * The structural schema of a CRD as a JSON schema, judged by a JSON schema validator. Source:
 * Kubernetes, "Extend the Kubernetes API with CustomResourceDefinitions", sections "Specifying a
 * structural schema", "Field pruning" and "RawExtension".
 *
 * <p>A field that the schema does not have is an error, as it is for kubectl, whose requests ask
 * for strict field validation.
 */
final class StructuralSchema {
  private static final List<String> KEYWORDS =
      List.of(
          "enum",
          "maximum",
          "maxItems",
          "maxLength",
          "minimum",
          "minItems",
          "minLength",
          "pattern",
          "required",
          "type");

  private final ObjectNode structural;
  private final Schema schema;

  private StructuralSchema(ObjectNode structural, Schema schema) {
    this.structural = structural;
    this.schema = schema;
  }

  /**
   * From a CRD.
   *
   * @param openApi the {@code openAPIV3Schema} of a version
   */
  static StructuralSchema of(ObjectNode openApi) {
    ObjectNode whole = openApi.deepCopy();
    ObjectNode properties = (ObjectNode) whole.get("properties");
    properties.remove("status");
    properties.set("metadata", ObjectMetaSchema.structural());
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(jsonSchema(whole));
    return new StructuralSchema(whole, schema);
  }

  /**
   * The resource as the API server keeps it: without status, which only its subresource takes, and
   * without fields set to null, which count as not set.
   */
  ObjectNode kept(ObjectNode resource) {
    ObjectNode kept = resource.deepCopy();
    kept.remove("status");
    pruneNulls(kept, structural);
    return kept;
  }

  /** What the schema refuses in a resource that was {@link #kept}. */
  List<SchemaViolation> violations(ObjectNode resource) {
    List<Error> errors = schema.validate(resource);
    return errors.stream().map(SchemaViolation::of).toList();
  }

  private static void pruneNulls(JsonNode value, JsonNode structural) {
    if (value instanceof ObjectNode object && structural.has("properties")) {
      for (var property : structural.get("properties").properties()) {
        JsonNode child = object.path(property.getKey());
        if (child.isNull()) {
          object.remove(property.getKey());
        } else {
          pruneNulls(child, property.getValue());
        }
      }
    }
    if (value.isArray() && structural.has("items")) {
      value.forEach(item -> pruneNulls(item, structural.get("items")));
    }
  }

  private static ObjectNode jsonSchema(JsonNode structural) {
    ObjectNode schema = structural.deepCopy();
    schema.retain(KEYWORDS);
    if (structural.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.putArray("type").add("integer").add("string");
    }
    if (structural.has("properties")) {
      ObjectNode properties = schema.putObject("properties");
      for (var property : structural.get("properties").properties()) {
        properties.set(property.getKey(), jsonSchema(property.getValue()));
      }
      schema.put("additionalProperties", false);
    } else if (structural.path("additionalProperties").isObject()) {
      schema.set("additionalProperties", jsonSchema(structural.get("additionalProperties")));
    }
    if (structural.has("items")) {
      schema.set("items", jsonSchema(structural.get("items")));
    }
    return schema;
  }
}
