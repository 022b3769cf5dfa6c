package dev.tokenprotection.tests.chart;

import static java.util.stream.Collectors.joining;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of values in {@code resources/chart/values}, and what the chart makes of it in the release
 * {@code token-protection-operator} of the namespace {@code identity}.
 *
 * @param name of the file, without its ending
 */
record ValueSet(String name) {
  /** Not that of {@link ChartRelease#shared}: what is tried is an installation, not an upgrade. */
  static final String NAMESPACE = "identity";

  private static final String DEFAULT = "default";
  private static final Path RESOURCES =
      ProjectHome.find().directory().resolve("operator/tests/src/test/resources/chart");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Map<ValueSet, List<Document>> RENDERED = new ConcurrentHashMap<>();

  /**
   * One rendered object.
   *
   * @param id its kind, namespace if it has one, and name
   * @param yaml its text, with the template that it comes from
   */
  record Document(String id, String yaml) {
    private static Document of(String yaml) {
      HasMetadata object = YAML.unmarshal(yaml);
      String namespace = object.getMetadata().getNamespace();
      return new Document(
          Stream.of(object.getKind(), namespace, object.getMetadata().getName())
              .filter(part -> part != null)
              .collect(joining(" ")),
          yaml);
    }

    HasMetadata object() {
      return YAML.unmarshal(yaml);
    }
  }

  static Stream<ValueSet> all() {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("values"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
          .sorted()
          .map(ValueSet::new)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String values() {
    return read(RESOURCES.resolve("values").resolve(name + ".yaml"));
  }

  /** What {@code helm template} makes of it, in Helm's order. */
  List<Document> rendered() {
    return RENDERED.computeIfAbsent(
        this,
        set ->
            documents(ChartRelease.chart().render(Chart.USUAL_RELEASE, NAMESPACE, set.values())));
  }

  static List<Document> documents(String manifests) {
    return Stream.of(manifests.split("(?m)^---$\n?"))
        .filter(document -> document.contains("kind:"))
        .map(Document::of)
        .toList();
  }

  Path goldenFile() {
    return RESOURCES.resolve("golden").resolve(name + ".yaml");
  }

  /** What is checked in: each object, or that it is the same as with the defaults. */
  String golden() {
    Map<String, String> usual =
        name.equals(DEFAULT)
            ? Map.of()
            : new ValueSet(DEFAULT)
                .rendered().stream().collect(Collectors.toMap(Document::id, Document::yaml));
    List<String> parts = new ArrayList<>();
    parts.add(
        "# Rendered from values/%s.yaml by: %s\n".formatted(name, GeneratedChartFilesTest.COMMAND));
    for (Document document : rendered()) {
      parts.add(
          document.yaml().equals(usual.get(document.id()))
              ? "# As in %s.yaml: %s\n".formatted(DEFAULT, document.id())
              : "---\n" + document.yaml());
    }
    Map<String, Document> own =
        rendered().stream()
            .collect(
                Collectors.toMap(
                    Document::id, Function.identity(), (one, other) -> one, TreeMap::new));
    usual.keySet().stream()
        .filter(id -> !own.containsKey(id))
        .sorted()
        .forEach(id -> parts.add("# Not here, but in %s.yaml: %s\n".formatted(DEFAULT, id)));
    return String.join("", parts);
  }

  @Override
  public String toString() {
    return name;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
