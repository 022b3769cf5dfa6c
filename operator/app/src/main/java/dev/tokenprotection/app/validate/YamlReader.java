package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML (and so JSON) as kubectl does, version 1.1 of the language, and remembers the lines.
 * One reader for one text.
 */
final class YamlReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<YamlDocument> documents = new ArrayList<>();
  private final List<SyntaxError> errors = new ArrayList<>();
  private Map<FieldPath, Integer> lines = new HashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * What makes a text unreadable.
   *
   * @param line from 1
   */
  record SyntaxError(int line, String message) {}

  /**
   * What a text holds.
   *
   * @param documents those without errors, empty ones left out
   */
  record Reading(List<YamlDocument> documents, List<SyntaxError> errors) {}

  private YamlReader() {}

  static Reading read(String text) {
    YamlReader reader = new YamlReader();
    try {
      for (Node node : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
        reader.document(node);
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      reader.errors.add(new SyntaxError(mark == null ? 1 : mark.getLine() + 1, e.getProblem()));
    } catch (YAMLException e) {
      reader.errors.add(new SyntaxError(1, e.getMessage()));
    }
    return new Reading(List.copyOf(reader.documents), List.copyOf(reader.errors));
  }

  private void document(Node node) {
    lines = new HashMap<>();
    int errorsBefore = errors.size();
    JsonNode content = value(node, FieldPath.root());
    if (!content.isNull() && errors.size() == errorsBefore) {
      SourceLines found = new SourceLines(line(node), lines);
      documents.add(new YamlDocument(content, FieldPath.root(), found));
    }
  }

  private JsonNode value(Node node, FieldPath path) {
    if (node instanceof ScalarNode scalar) {
      return YamlScalar.value(scalar);
    }
    if (!open.add(node)) {
      errors.add(new SyntaxError(line(node), "an alias stands inside its own anchor"));
      return JSON.nullNode();
    }
    try {
      return node instanceof MappingNode mapping
          ? object(mapping, path)
          : list((SequenceNode) node, path);
    } finally {
      open.remove(node);
    }
  }

  private ArrayNode list(SequenceNode sequence, FieldPath path) {
    ArrayNode list = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      FieldPath at = path.item(list.size());
      lines.put(at, line(item));
      list.add(value(item, at));
    }
    return list;
  }

  private ObjectNode object(MappingNode mapping, FieldPath path) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!entry.getKeyNode().getTag().equals(Tag.MERGE)) {
        put(object, entry, path);
      }
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(object, entry.getValueNode(), path);
      }
    }
    return object;
  }

  private void put(ObjectNode object, NodeTuple entry, FieldPath path) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      errors.add(new SyntaxError(line(entry.getKeyNode()), "a key must be a plain value"));
      return;
    }
    FieldPath at = path.field(key.getValue());
    if (object.has(key.getValue())) {
      errors.add(new SyntaxError(line(key), "key \"" + at + "\" is given twice"));
      return;
    }
    lines.put(at, line(key));
    object.set(key.getValue(), value(entry.getValueNode(), at));
  }

  /** What is merged in gives way to what stands in the mapping, and earlier to later. */
  private void merge(ObjectNode object, Node merged, FieldPath path) {
    List<Node> parts = merged instanceof SequenceNode list ? list.getValue() : List.of(merged);
    for (Node part : parts) {
      if (value(part, path) instanceof ObjectNode values) {
        values.properties().stream()
            .filter(v -> !object.has(v.getKey()))
            .forEach(v -> object.set(v.getKey(), v.getValue()));
      } else {
        errors.add(new SyntaxError(line(part), "only a mapping can be merged"));
      }
    }
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
