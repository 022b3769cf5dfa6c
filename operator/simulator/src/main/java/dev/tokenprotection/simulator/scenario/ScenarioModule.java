package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.signin.Span;
import dev.tokenprotection.simulator.signin.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How words of scenario files become values: enum constants in lower case with hyphens. */
final class ScenarioModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  ScenarioModule() {
    named(Client.class, Client.values());
    named(DeviceKind.class, DeviceKind.values());
    named(PersonKind.class, PersonKind.values());
    named(Resource.class, Resource.values());
    named(FaultAnswer.class, FaultAnswer.values());
    named(Telemetry.class, Telemetry.values());
    addDeserializer(Duration.class, new Text<>(Duration.class, Durations::duration));
    addDeserializer(Instant.class, new Text<>(Instant.class, ScenarioModule::instant));
    addDeserializer(Percent.class, new Text<>(Percent.class, Percent::parse));
    addDeserializer(WorkingHours.class, new Text<>(WorkingHours.class, WorkingHours::parse));
    addDeserializer(Span.class, new Text<>(Span.class, Durations::span));
  }

  private <E extends Enum<E>> void named(Class<E> type, E[] constants) {
    Function<String, E> parse = text -> constant(constants, text);
    addDeserializer(type, new Text<>(type, parse));
    addKeyDeserializer(type, new Key(parse));
  }

  private static <E extends Enum<E>> E constant(E[] constants, String text) {
    return Stream.of(constants)
        .filter(constant -> name(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            text,
                            Stream.of(constants)
                                .map(ScenarioModule::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time is written like 2026-11-02T09:00:00Z, not " + text, e);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A value that is written as a text. */
  private static final class Text<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> parse;

    Text(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return parse.apply(parser.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }

  /** The same as a key of a map. */
  private static final class Key extends KeyDeserializer {
    private final Function<String, ?> parse;

    Key(Function<String, ?> parse) {
      this.parse = parse;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        return parse.apply(key);
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(context.getParser(), e.getMessage(), e);
      }
    }
  }
}
