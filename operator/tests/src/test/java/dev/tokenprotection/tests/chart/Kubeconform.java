package dev.tokenprotection.tests.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.dev.testbed.Command;
import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real kubeconform, which judges manifests by JSON schemas, offline.
 *
 * @param program where it is
 * @param schemas folders of schemas in its layout, searched in this order
 */
record Kubeconform(Path program, List<Path> schemas) {
  private static final String LAYOUT = "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";

  private static final class Program {
    static final Path BUILT = built();

    private static Path built() {
      Command.Outcome outcome =
          Command.of(Path.of("bash"), ProjectHome.find().testBedScript(), "--built", "kubeconform")
              .run("");
      if (!outcome.succeeded()) {
        throw new IllegalStateException(outcome.errors());
      }
      return Path.of(outcome.output().strip(), "bin", "kubeconform");
    }
  }

  static Kubeconform with(Path... schemas) {
    return new Kubeconform(Program.BUILT, List.of(schemas));
  }

  /**
   * One judged resource.
   *
   * @param id kind and name
   * @param status such as {@code statusValid}
   * @param message why not
   */
  record Verdict(String id, String status, String message) {
    boolean isValid() {
      return status.equals("statusValid");
    }
  }

  /** Judges each document of a text. */
  List<Verdict> judge(String manifests) {
    List<Object> arguments = new ArrayList<>(List.of("-strict", "-verbose", "-output", "json"));
    for (Path folder : schemas) {
      arguments.add("-schema-location");
      arguments.add(folder + "/" + LAYOUT);
    }
    Command.Outcome outcome = Command.of(program, arguments.toArray()).run(manifests);
    List<Verdict> verdicts = new ArrayList<>();
    for (JsonNode resource : resources(outcome)) {
      verdicts.add(
          new Verdict(
              resource.path("kind").asText() + " " + resource.path("name").asText(),
              resource.path("status").asText(),
              resource.path("msg").asText()));
    }
    return verdicts;
  }

  private static JsonNode resources(Command.Outcome outcome) {
    try {
      return new ObjectMapper().readTree(outcome.output()).path("resources");
    } catch (IOException e) {
      throw new UncheckedIOException(outcome.errors(), e);
    }
  }
}
