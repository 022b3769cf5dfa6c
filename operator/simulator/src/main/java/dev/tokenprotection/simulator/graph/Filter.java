package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A parsed {@code $filter}. Source: OData 4.01, "URL Conventions", section 5.1.1. */
sealed interface Filter {
  boolean matches(JsonNode object);

  /** All comparisons in it, at any depth outside lambdas. */
  Stream<Filter> leaves();

  /** Parts that all must hold. */
  default Stream<Filter> conjuncts() {
    return Stream.of(this);
  }

  enum Operator {
    EQ,
    NE,
    GT,
    GE,
    LT,
    LE
  }

  sealed interface Literal {}

  record Text(String value) implements Literal {}

  record Numeric(BigDecimal value) implements Literal {}

  record Moment(Instant value) implements Literal {}

  record Truth(boolean value) implements Literal {}

  record Nothing() implements Literal {}

  record And(Filter left, Filter right) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      return left.matches(object) && right.matches(object);
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.concat(left.leaves(), right.leaves());
    }

    @Override
    public Stream<Filter> conjuncts() {
      return Stream.concat(left.conjuncts(), right.conjuncts());
    }
  }

  record Or(Filter left, Filter right) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      return left.matches(object) || right.matches(object);
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.concat(left.leaves(), right.leaves());
    }
  }

  record Not(Filter inner) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      return !inner.matches(object);
    }

    @Override
    public Stream<Filter> leaves() {
      return inner.leaves();
    }
  }

  /** {@code path op literal}. */
  record Comparison(List<String> path, Operator operator, Literal literal) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      JsonNode value = at(object, path);
      boolean unset = value.isMissingNode() || value.isNull();
      if (literal instanceof Nothing) {
        return operator == Operator.EQ ? unset : operator == Operator.NE && !unset;
      }
      if (unset) {
        return operator == Operator.NE;
      }
      return order(value, literal).map(this::holds).orElse(operator == Operator.NE);
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.of(this);
    }

    private boolean holds(int order) {
      return switch (operator) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case GT -> order > 0;
        case GE -> order >= 0;
        case LT -> order < 0;
        case LE -> order <= 0;
      };
    }
  }

  /** {@code startswith(path,'text')} and its like. */
  record TextFunction(String name, List<String> path, String text) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      String value = at(object, path).asText("").toLowerCase(Locale.ROOT);
      String wanted = text.toLowerCase(Locale.ROOT);
      return switch (name) {
        case "startswith" -> value.startsWith(wanted);
        case "endswith" -> value.endsWith(wanted);
        default -> value.contains(wanted);
      };
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.of(this);
    }
  }

  /** {@code path in ('a','b')}. */
  record OneOf(List<String> path, List<Literal> literals) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      Predicate<Literal> equal =
          literal -> new Comparison(path, Operator.EQ, literal).matches(object);
      return literals.stream().anyMatch(equal);
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.of(this);
    }
  }

  /** {@code path/any(x: inner)}; the inner filter sees the element as the property {@code x}. */
  record Any(List<String> path, String variable, Filter inner) implements Filter {
    @Override
    public boolean matches(JsonNode object) {
      return StreamSupport.stream(at(object, path).spliterator(), false)
          .anyMatch(element -> inner.matches(new Binding(variable, element).json()));
    }

    @Override
    public Stream<Filter> leaves() {
      return Stream.of(this);
    }
  }

  /** An element under the name that a lambda gave it. */
  record Binding(String variable, JsonNode element) {
    JsonNode json() {
      return Json.object().set(variable, element);
    }
  }

  /** The property that a leaf asks for. */
  static List<String> pathOf(Filter leaf) {
    return switch (leaf) {
      case Comparison comparison -> comparison.path();
      case TextFunction function -> function.path();
      case OneOf oneOf -> oneOf.path();
      case Any any -> any.path();
      case And and -> List.of();
      case Or or -> List.of();
      case Not not -> List.of();
    };
  }

  private static JsonNode at(JsonNode object, List<String> path) {
    JsonNode value = object;
    for (String name : path) {
      value = member(value, name);
    }
    return value;
  }

  private static JsonNode member(JsonNode object, String name) {
    if (object.has(name)) {
      return object.path(name);
    }
    return object.properties().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .findFirst()
        .<JsonNode>map(Map.Entry::getValue)
        .orElse(MissingNode.getInstance());
  }

  /** Empty when the two cannot be compared. */
  private static Optional<Integer> order(JsonNode value, Literal literal) {
    return switch (literal) {
      case Text text -> Optional.of(value.asText().compareToIgnoreCase(text.value()));
      case Numeric numeric ->
          value.isNumber()
              ? Optional.of(value.decimalValue().compareTo(numeric.value()))
              : Optional.empty();
      case Truth truth ->
          value.isBoolean()
              ? Optional.of(Boolean.compare(value.booleanValue(), truth.value()))
              : Optional.empty();
      case Moment moment -> moment(value.asText()).map(at -> at.compareTo(moment.value()));
      case Nothing nothing -> Optional.empty();
    };
  }

  /** A timestamp with offset; empty for any other text. */
  static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
