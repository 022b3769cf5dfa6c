package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.tests.testbed.ChartRelease;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kubeconform accepts what the chart renders and what the project shows: our kinds by the generated
 * schemas, Kubernetes' own by those that the API server publishes, a ServiceMonitor by the fields
 * that the chart sets.
 */
class KubeconformTest {
  private static final Path PROJECT = ProjectHome.find().directory();
  private static final Path OURS = PROJECT.resolve("crds/schemas");
  private static final Path CASES =
      PROJECT.resolve("operator/tests/src/test/resources/crds/accept");

  @TempDir private static Path builtIn;
  private static Kubeconform kubeconform;

  @BeforeAll
  static void schemas_are_there() throws IOException {
    Set<String> apiVersions =
        Stream.concat(
                ValueSet.all().flatMap(set -> set.rendered().stream()),
                ValueSet.documents(withDefinitions()).stream())
            .map(document -> document.object().getApiVersion())
            .filter(apiVersion -> !apiVersion.startsWith("monitoring.coreos.com/"))
            .collect(Collectors.toSet());
    BuiltInSchemas.write(SharedApiServer.client(), apiVersions, builtIn);
    CustomResourceDefinition serviceMonitor = ForeignDefinitions.serviceMonitor();
    Path folder = Files.createDirectories(builtIn.resolve(serviceMonitor.getSpec().getGroup()));
    new ObjectMapper()
        .writeValue(
            folder.resolve("servicemonitor_v1.json").toFile(),
            serviceMonitor.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
    kubeconform = Kubeconform.with(OURS, builtIn);
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void every_object_of_every_value_set_is_valid(ValueSet set) {
    assertThat(kubeconform.judge(text(set.rendered())))
        .hasSameSizeAs(set.rendered())
        .allSatisfy(verdict -> assertThat(verdict).matches(Kubeconform.Verdict::isValid));
  }

  static Stream<ValueSet> valueSets() {
    return ValueSet.all();
  }

  @Test
  void the_definitions_are_valid() {
    assertThat(kubeconform.judge(withDefinitions()))
        .filteredOn(verdict -> verdict.id().startsWith("CustomResourceDefinition "))
        .hasSize(3)
        .allMatch(Kubeconform.Verdict::isValid);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_valid(Path example) throws IOException {
    assertThat(kubeconform.judge(Files.readString(PROJECT.resolve(example))))
        .isNotEmpty()
        .allSatisfy(verdict -> assertThat(verdict).matches(Kubeconform.Verdict::isValid));
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(PROJECT::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("acceptedCases")
  void what_an_api_server_accepts_is_valid(String accepted) throws IOException {
    assertThat(kubeconform.judge(Files.readString(CASES.resolve(accepted))))
        .isNotEmpty()
        .allSatisfy(verdict -> assertThat(verdict).matches(Kubeconform.Verdict::isValid));
  }

  /** All but one, which writes a key twice by a merge of YAML 1.1 that kubeconform refuses. */
  static List<String> acceptedCases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("rollout-with-anchors.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profile: WindowsNative    | profile: WindowsNativ           | /spec/profile
          profile: WindowsNative    | profil: WindowsNative           | profil
          displayName: Enable Token | adopted: {}, displayName: Token | adopted
          name: pilot-observe       | name: Pilot_Observe             | /spec/stages/0/name
          tenantRef: {name: contoso}| paused: false                   | tenantRef
          """)
  void a_mistake_in_a_rollout_is_named(String right, String wrong, String named) {
    String rollout = Samples.rollout("team-a", "office").yaml();

    assertThat(kubeconform.judge(rollout)).allMatch(Kubeconform.Verdict::isValid);
    assertThat(kubeconform.judge(rollout.replace(right, wrong)))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.status()).isEqualTo("statusInvalid");
              assertThat(verdict.message()).contains(named);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Deployment          | replicas: 2       | replicas: two  | /spec/replicas
          Deployment          | replicas: 2       | replica: 2     | replica
          PodDisruptionBudget | maxUnavailable: 1 | maxUnavailable: [] | maxUnavailable
          """)
  void a_mistake_in_a_built_in_object_is_named(
      String kind, String right, String wrong, String named) {
    ValueSet.Document document =
        new ValueSet("default")
            .rendered().stream()
                .filter(d -> d.id().startsWith(kind + " "))
                .findFirst()
                .orElseThrow();

    assertThat(kubeconform.judge(document.yaml().replace(right, wrong)))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.status()).isEqualTo("statusInvalid");
              assertThat(verdict.message()).contains(named);
            });
  }

  private static String withDefinitions() {
    return ChartRelease.chart().render(Chart.USUAL_RELEASE, ValueSet.NAMESPACE, "");
  }

  private static String text(List<ValueSet.Document> documents) {
    return documents.stream().map(ValueSet.Document::yaml).collect(Collectors.joining("---\n"));
  }
}
