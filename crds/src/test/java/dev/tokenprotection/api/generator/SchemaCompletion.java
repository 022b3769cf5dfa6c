package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Adds what fabric8's generator can't say: list types, integer formats, bounds of times and of
 * limits that are a number or a text; and puts fields and enumerations in the order of declaration.
 */
final class SchemaCompletion {
  /** RFC 3339 with nanoseconds and an offset has 35 characters. */
  private static final int LONGEST_TIME = 40;

  void complete(ObjectNode schema, Type type) {
    dropRepeatedRules(schema);
    if (type instanceof ParameterizedType list) {
      completeList(schema, list.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> c) {
      completeClass(schema, c);
    }
  }

  private void completeList(ObjectNode schema, Type item) {
    if (item == Condition.class) {
      schema.put("x-kubernetes-list-type", "map");
      schema.putArray("x-kubernetes-list-map-keys").add("type");
    } else {
      schema.put("x-kubernetes-list-type", "atomic");
    }
    complete((ObjectNode) schema.get("items"), item);
  }

  private void completeClass(ObjectNode schema, Class<?> type) {
    if (type.isRecord()) {
      completeRecord(schema, type);
    } else if (type.isEnum()) {
      orderEnum(schema, type);
    } else if (type == Integer.class) {
      schema.put("format", "int32");
      integralBounds(schema);
    } else if (type == Long.class) {
      schema.put("format", "int64");
      integralBounds(schema);
    } else if (type == Instant.class) {
      schema.put("maxLength", LONGEST_TIME);
    } else if (type != String.class && type != Boolean.class && type != IntOrString.class) {
      throw new IllegalStateException("no schema is known for " + type);
    }
  }

  private void completeRecord(ObjectNode schema, Class<?> type) {
    ObjectNode unordered = (ObjectNode) schema.get("properties");
    ObjectNode properties = schema.putObject("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = (ObjectNode) unordered.remove(component.getName());
      complete(property, component.getGenericType());
      if (component.getType() == IntOrString.class) {
        boundText(property, component);
      }
      properties.set(component.getName(), property);
    }
    if (!unordered.isEmpty()) {
      throw new IllegalStateException(type + " has properties that are not components");
    }
  }

  /** The generator applies pattern and size to plain strings only. */
  private static void boundText(ObjectNode property, RecordComponent component) {
    Pattern pattern = find(component, Pattern.class).orElseThrow();
    Size size = find(component, Size.class).orElseThrow();
    property.put("pattern", pattern.value());
    property.put("minLength", size.min());
    property.put("maxLength", size.max());
  }

  private static <A extends Annotation> Optional<A> find(RecordComponent component, Class<A> type) {
    return Stream.of(component.getAccessor().getAnnotations())
        .map(a -> a.annotationType().getAnnotation(type))
        .filter(a -> a != null)
        .findFirst();
  }

  private static void orderEnum(ObjectNode schema, Class<?> type) {
    ArrayNode declared = schema.putArray("enum");
    for (Field constant : type.getFields()) {
      JsonProperty name = constant.getAnnotation(JsonProperty.class);
      if (constant.isEnumConstant() && name != null) {
        declared.add(name.value());
      }
    }
  }

  private static void integralBounds(ObjectNode schema) {
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        schema.put(bound, schema.get(bound).longValue());
      }
    }
  }

  /** The generator finds a rule of a component twice: on the field and on the accessor. */
  private static void dropRepeatedRules(ObjectNode schema) {
    if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
      Set<JsonNode> distinct = new LinkedHashSet<>();
      rules.forEach(distinct::add);
      rules.removeAll();
      rules.addAll(distinct);
    }
  }
}
