package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The structural schema of a CRD, judged as the API server judges it. Source: Kubernetes, "Extend
 * the Kubernetes API with CustomResourceDefinitions", sections "Specifying a structural schema",
 * "Field pruning" and "RawExtension".
 *
 * <p>A field that the schema does not have is an error, as it is for kubectl, whose requests ask
 * for strict field validation.
 *
 * <p>The few keywords that a structural schema may have are judged here and not by a library for
 * JSON Schema, which takes longer to load than everything else that {@code tpr validate} does.
 */
final class StructuralSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode structural;
  private final Map<String, Pattern> patterns = new HashMap<>();

  private StructuralSchema(ObjectNode structural) {
    this.structural = structural;
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
    return new StructuralSchema(whole);
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
    List<SchemaViolation> violations = new ArrayList<>();
    judge(FieldPath.root(), resource, structural, violations);
    return violations;
  }

  private void judge(
      FieldPath at, JsonNode value, JsonNode schema, List<SchemaViolation> violations) {
    JsonNode types = types(schema);
    if (!types.isEmpty() && !any(types, type -> isOfType(value, type.asText()))) {
      violations.add(SchemaViolation.of(at, "type", types, value));
    }
    if (schema.has("enum") && !any(schema.get("enum"), value::equals)) {
      violations.add(SchemaViolation.of(at, "enum", schema.get("enum"), value));
    }
    for (String keyword :
        List.of(
            "maximum", "minimum", "maxLength", "minLength", "maxItems", "minItems", "pattern")) {
      if (schema.has(keyword) && isBroken(keyword, schema.get(keyword), value)) {
        violations.add(SchemaViolation.of(at, keyword, schema.get(keyword), value));
      }
    }
    if (value.isObject()) {
      judgeFields(at, value, schema, violations);
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        judge(at.item(i), value.get(i), schema.get("items"), violations);
      }
    }
  }

  private void judgeFields(
      FieldPath at, JsonNode object, JsonNode schema, List<SchemaViolation> violations) {
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (JsonNode required : schema.path("required")) {
      if (!object.has(required.asText())) {
        violations.add(
            SchemaViolation.of(at.field(required.asText()), "required", required, object));
      }
    }
    for (var field : object.properties()) {
      FieldPath path = at.field(field.getKey());
      if (properties.has(field.getKey())) {
        judge(path, field.getValue(), properties.get(field.getKey()), violations);
      } else if (!properties.isMissingNode()) {
        violations.add(
            SchemaViolation.of(path, "additionalProperties", properties, field.getValue()));
      } else if (others.isObject()) {
        judge(path, field.getValue(), others, violations);
      }
    }
  }

  /** A keyword says nothing of a value of a type that it is not for. */
  private boolean isBroken(String keyword, JsonNode limit, JsonNode value) {
    return switch (keyword) {
      case "maximum" -> value.isNumber() && compare(value, limit) > 0;
      case "minimum" -> value.isNumber() && compare(value, limit) < 0;
      case "maxLength" -> value.isTextual() && length(value) > limit.asLong();
      case "minLength" -> value.isTextual() && length(value) < limit.asLong();
      case "maxItems" -> value.isArray() && value.size() > limit.asLong();
      case "minItems" -> value.isArray() && value.size() < limit.asLong();
      case "pattern" ->
          value.isTextual()
              && !patterns
                  .computeIfAbsent(limit.asText(), StructuralSchema::pattern)
                  .matcher(value.asText())
                  .find();
      default -> throw new IllegalArgumentException(keyword);
    };
  }

  /** In Go, {@code $} is the end of the text; in Java it is also in front of a last line break. */
  private static Pattern pattern(String go) {
    StringBuilder java = new StringBuilder();
    boolean escaped = false;
    boolean inClass = false;
    for (char c : go.toCharArray()) {
      java.append(c == '$' && !escaped && !inClass ? "\\z" : String.valueOf(c));
      if (!escaped) {
        inClass = c == '[' || inClass && c != ']';
      }
      escaped = !escaped && c == '\\';
    }
    return Pattern.compile(java.toString());
  }

  private static JsonNode types(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return JSON.arrayNode().add("integer").add("string");
    }
    return schema.has("type") ? JSON.arrayNode().add(schema.get("type")) : JSON.arrayNode();
  }

  private static boolean isOfType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" ->
          value.isIntegralNumber()
              || value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      default -> throw new IllegalStateException("a CRD has the type " + type);
    };
  }

  private static int compare(JsonNode one, JsonNode other) {
    BigDecimal number = one.decimalValue();
    return number.compareTo(other.decimalValue());
  }

  private static int length(JsonNode text) {
    return text.asText().codePointCount(0, text.asText().length());
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> test) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
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
}
