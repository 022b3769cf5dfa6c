package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A refusal by the structural schema, in the words of the API server where it has any.
 *
 * @param objection what is refused
 * @param keyword the keyword of the schema that refused it
 */
record SchemaViolation(Objection objection, String keyword) {
  /** After these the API server leaves CEL rules unasked: they could not be trusted. */
  private static final Set<String> BLOCKING =
      Set.of("enum", "maxItems", "maxLength", "required", "type");

  /**
   * A refusal.
   *
   * @param at the field: for {@code required} the one that is missing
   * @param limit what the keyword says; for {@code type} the list of types
   * @param value what is there
   */
  static SchemaViolation of(FieldPath at, String keyword, JsonNode limit, JsonNode value) {
    return new SchemaViolation(new Objection(at, message(at, keyword, limit, value)), keyword);
  }

  boolean blocksRules() {
    return BLOCKING.contains(keyword);
  }

  private static String message(FieldPath at, String keyword, JsonNode limit, JsonNode value) {
    return switch (keyword) {
      case "required" -> "Required value";
      case "additionalProperties" -> "unknown field \"" + at + "\"";
      case "enum" -> "Unsupported value: " + value + ": supported values: " + list(limit);
      case "type" -> "must be of type " + types(limit) + ": " + value;
      case "pattern" -> "Invalid value: " + value + ": should match '" + limit.asText() + "'";
      case "maxLength" -> "Too long: may not be more than " + limit + " characters";
      case "minLength" ->
          "Invalid value: " + value + ": should be at least " + limit + " chars long";
      case "maxItems" -> "Too many: " + value.size() + ": must have at most " + limit + " items";
      case "minItems" -> "Invalid value: should have at least " + limit + " items";
      case "maximum" -> "Invalid value: " + value + ": should be less than or equal to " + limit;
      case "minimum" -> "Invalid value: " + value + ": should be greater than or equal to " + limit;
      default -> throw new IllegalArgumentException(keyword);
    };
  }

  private static String list(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::toString)
        .collect(Collectors.joining(", "));
  }

  private static String types(JsonNode types) {
    return StreamSupport.stream(types.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" or "));
  }
}
