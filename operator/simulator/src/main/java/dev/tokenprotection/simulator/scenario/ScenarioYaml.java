package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the text of a scenario file strictly: unknown, repeated and misshapen keys are errors. */
final class ScenarioYaml {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .addModule(new ScenarioModule())
          .build();

  private ScenarioYaml() {}

  /**
   * The file as a tree, after all that it says was found to make sense.
   *
   * @throws ScenarioException when it does not; the message names the line
   */
  static ObjectNode tree(String name, String text) {
    if (text.isBlank()) {
      throw new ScenarioException(name, "the file is empty");
    }
    try {
      JsonNode tree = MAPPER.readTree(text);
      MAPPER.readValue(text, ScenarioFile.class);
      return (ObjectNode) tree;
    } catch (JsonMappingException e) {
      throw new ScenarioException(name, KeyLines.of(text).line(e), place(e) + problem(e));
    } catch (JacksonException e) {
      throw new ScenarioException(name, e.getLocation().getLineNr(), e.getOriginalMessage());
    }
  }

  /** A tree that was put together from several files, each of which made sense. */
  static ScenarioFile bind(String name, JsonNode tree) {
    try {
      return MAPPER.treeToValue(tree, ScenarioFile.class);
    } catch (JsonMappingException e) {
      throw new ScenarioException(name, place(e) + problem(e));
    } catch (JacksonException e) {
      throw new ScenarioException(name, e.getOriginalMessage());
    }
  }

  /** Where the problem is: {@code departments[0].devices: }. */
  private static String place(JsonMappingException e) {
    List<Reference> path = e.getPath();
    String place =
        path.stream()
            .limit(e instanceof UnrecognizedPropertyException ? path.size() - 1L : path.size())
            .map(
                ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    return place.isEmpty() ? "" : place + ": ";
  }

  private static String problem(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key '%s'; known here are %s"
          .formatted(
              unknown.getPropertyName(),
              unknown.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return e.getCause() instanceof IllegalArgumentException own
        ? own.getMessage()
        : e.getOriginalMessage();
  }
}
