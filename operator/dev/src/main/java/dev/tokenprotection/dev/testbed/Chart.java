package dev.tokenprotection.dev.testbed;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The operator's Helm chart, read by Helm itself.
 *
 * <p>Values are YAML text, as in a values file; empty for the chart's defaults.
 *
 * @param directory the chart's folder
 * @param helm the Helm program
 */
public record Chart(Path directory, Path helm) {
  /** The name that a release has unless there is a reason for another. */
  public static final String USUAL_RELEASE = "token-protection-operator";

  private static final String API_GROUP = "tokenprotection.dev";
  private static final long ESTABLISHED_SECONDS = 60;

  /** The chart of a checkout. */
  public static Chart of(ProjectHome home, TestBed testBed) {
    return new Chart(home.chart(), testBed.helm());
  }

  /**
   * What {@code helm template} prints: the manifests, as YAML documents.
   *
   * @throws TestBedException when the values break the schema or a template fails, with Helm's
   *     words
   */
  public String render(String release, String namespace, String values) {
    return helm(values, "template", release, directory, "--namespace", namespace, "--values", "-");
  }

  /**
   * What {@code helm lint --strict} prints.
   *
   * @throws TestBedException when it finds a mistake
   */
  public String lint(String values) {
    return helm(values, "lint", "--strict", directory, "--values", "-");
  }

  /**
   * Installs or upgrades the chart, and returns once its resources can be used. No Pod comes of it:
   * the server runs no controller.
   *
   * @throws TestBedException when Helm or the API server refuses it
   */
  public void install(LocalApiServer server, String release, String namespace, String values) {
    helm(
        values,
        "upgrade",
        "--install",
        release,
        directory,
        "--namespace",
        namespace,
        "--create-namespace",
        "--kubeconfig",
        server.kubeconfigFile(),
        "--values",
        "-");
    awaitEstablished(server);
  }

  private String helm(String values, Object... arguments) {
    Command command = Command.of(helm, arguments);
    Command.Outcome outcome = command.run(values);
    if (!outcome.succeeded()) {
      throw new TestBedException(
          "helm %s of %s failed with exit code %d: %s"
              .formatted(
                  arguments[0],
                  directory,
                  outcome.exitCode(),
                  Optional.of(outcome.errors().strip())
                      .filter(errors -> !errors.isEmpty())
                      .orElse(outcome.output().strip())));
    }
    return outcome.output();
  }

  private static void awaitEstablished(LocalApiServer server) {
    List<CustomResourceDefinition> ours =
        server.client().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(definition -> API_GROUP.equals(definition.getSpec().getGroup()))
            .toList();
    for (CustomResourceDefinition definition : ours) {
      server
          .client()
          .resource(definition)
          .waitUntilCondition(Chart::isEstablished, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
    }
  }

  static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    "Established".equals(condition.getType())
                        && "True".equals(condition.getStatus()));
  }
}
