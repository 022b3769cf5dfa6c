package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.Command;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart, packaged, pushed to an OCI registry and installed from it, by Helm itself. */
class ChartRegistryTest {
  private static final String VERSION = "0.1.0";
  private static final Pattern DIGEST = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");

  private final Chart chart = ChartRelease.chart();
  @TempDir private Path directory;
  private OciRegistry registry;
  private String reference;
  private String digest;

  @BeforeEach
  void the_chart_is_packaged_and_pushed() throws IOException {
    registry = new OciRegistry();
    reference = "oci://" + registry.address() + "/charts/" + Chart.USUAL_RELEASE;
    helm("", "package", chart.directory(), "--destination", directory);
    Path archive = directory.resolve(Chart.USUAL_RELEASE + "-" + VERSION + ".tgz");
    Command.Outcome pushed =
        Command.of(
                chart.helm(),
                "push",
                archive,
                "oci://" + registry.address() + "/charts",
                "--plain-http")
            .run("");
    Matcher printed = DIGEST.matcher(pushed.output() + pushed.errors());
    assertThat(printed.find()).as(pushed.toString()).isTrue();
    digest = printed.group(1);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void what_comes_back_is_what_was_pushed() throws IOException {
    assertThat(helm("", "show", "values", reference, "--version", VERSION, "--plain-http").strip())
        .isEqualTo(Files.readString(chart.directory().resolve("values.yaml")).strip());

    Path back = Files.createDirectory(directory.resolve("back"));
    helm("", "pull", reference + "@" + digest, "--plain-http", "--destination", back);
    try (var pulled = Files.list(back)) {
      assertThat(pulled)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file)
                      .hasSameBinaryContentAs(
                          directory.resolve(Chart.USUAL_RELEASE + "-" + VERSION + ".tgz")));
    }
  }

  @Test
  void it_is_installed_from_the_registry_as_from_the_folder() {
    ChartRelease.shared();
    String namespace = ChartApiServer.newNamespace("registry");
    String values =
        """
        crds: {install: false}
        admissionPolicies: {install: false}
        watchNamespaces: [%s]
        """
            .formatted(namespace);

    helm(
        values,
        "install",
        namespace,
        reference,
        "--version",
        VERSION,
        "--plain-http",
        "--namespace",
        namespace,
        "--kubeconfig",
        ChartApiServer.get().kubeconfigFile(),
        "--values",
        "-");

    assertThat(
            helm(
                    "",
                    "get",
                    "manifest",
                    namespace,
                    "--namespace",
                    namespace,
                    "--kubeconfig",
                    ChartApiServer.get().kubeconfigFile())
                .strip())
        .isEqualTo(chart.render(namespace, namespace, values).strip());
    assertThat(
            ChartApiServer.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(namespace + "-" + Chart.USUAL_RELEASE)
                .get())
        .isNotNull();
  }

  @Test
  void a_chart_that_was_changed_in_the_registry_is_refused() {
    registry.corruptBlobs();

    Command.Outcome outcome =
        Command.of(
                chart.helm(),
                "pull",
                reference,
                "--version",
                VERSION,
                "--plain-http",
                "-d",
                directory)
            .run("");

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.errors()).contains("mismatch");
  }

  private String helm(String input, Object... arguments) {
    Command.Outcome outcome = Command.of(chart.helm(), arguments).run(input);
    assertThat(outcome.succeeded()).as("helm %s: %s", arguments[0], outcome.errors()).isTrue();
    return outcome.output();
  }
}
