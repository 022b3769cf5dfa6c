package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * In which line of a file each key stands. A mapper meets unknown keys of a record only after it
 * has read the whole record, so the place it names is too late.
 */
record KeyLines(Map<JsonPointer, Integer> lines) {
  static KeyLines of(String yaml) {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          lines.put(
              parser.getParsingContext().pathAsPointer(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KeyLines(lines);
  }

  /** The line of the key that a problem is about, else the place that the mapper names. */
  int line(JsonMappingException problem) {
    JsonPointer pointer = JsonPointer.empty();
    for (Reference reference : problem.getPath()) {
      pointer =
          reference.getFieldName() == null
              ? pointer.appendIndex(reference.getIndex())
              : pointer.appendProperty(reference.getFieldName());
    }
    int named = problem.getLocation() == null ? 1 : problem.getLocation().getLineNr();
    return lines.getOrDefault(pointer, named);
  }
}
