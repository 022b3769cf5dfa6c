package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/** The few things that all packages do with JSON trees. */
public final class Json {
  /** Reads and writes JSON; thread-safe, never to be reconfigured. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A new array with these strings. */
  public static ArrayNode array(Collection<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
    values.forEach(array::add);
    return array;
  }

  /** The strings of an array, in order; empty when it is missing, null or no array. */
  public static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .toList();
  }

  /** A timestamp as Graph writes it: UTC, at least whole seconds. */
  public static String timestamp(Instant at) {
    return DateTimeFormatter.ISO_INSTANT.format(at);
  }
}
