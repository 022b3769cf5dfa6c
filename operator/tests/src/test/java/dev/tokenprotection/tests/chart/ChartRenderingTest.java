package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBedException;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartRenderingTest {
  private static final String EVERY_OPTION =
      """
      image: {repository: registry.example/tpo, digest: "sha256:%s", pullPolicy: Always}
      imagePullSecrets: [{name: pull}]
      replicas: 3
      installation: {id: emea-prod, takeOverFrom: [emea-old, 9f3e]}
      watchNamespaces: [team-a, team-b]
      credentials: {namespaces: [vault], secrets: [entra], serviceAccounts: [tenant]}
      endpoints: {allowedHosts: ["graph.example:8443", login.example]}
      logging: {level: DEBUG, format: text}
      serviceAccount: {name: custom, annotations: {owner: identity}}
      metrics: {service: {port: 9090}, serviceMonitor: {enabled: true, labels: {release: prometheus}}}
      podAnnotations: {a: b}
      podLabels: {c: d}
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: k, operator: Exists}]
      affinity: {podAntiAffinity: {}}
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
      priorityClassName: system-cluster-critical
      extraEnv: [{name: HTTPS_PROXY, value: "http://proxy.example:3128"}]
      """
          .formatted("0".repeat(64));

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Chart chart = ChartRelease.chart();

  @ParameterizedTest
  @MethodSource("values")
  void helm_lint_finds_no_mistake(String values) {
    assertThat(chart.lint(values)).contains("0 chart(s) failed").doesNotContain("[WARNING]");
  }

  static Stream<String> values() {
    return Stream.of("", EVERY_OPTION, "credentials: {namespaces: ['*']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica: 2                                              | replica
          replicas: two                                           | /replicas
          replicas: 11                                            | /replicas
          image: {repository: ''}                                 | /image/repository
          image: {repository: a, digest: 'sha256:abc'}            | /image/digest
          image: {repository: a, pullPolicy: Sometimes}           | /image/pullPolicy
          watchNamespaces: team-a                                 | /watchNamespaces
          watchNamespaces: [Team_A]                               | /watchNamespaces/0
          watchNamespaces: [a, a]                                 | /watchNamespaces
          credentials: {namespaces: ['*-prod']}                   | /credentials/namespaces/0
          credentials: {secrets: [Client_Secret]}                 | /credentials/secrets/0
          endpoints: {allowedHosts: ['https://graph.example']}    | /endpoints/allowedHosts/0
          endpoints: {allowedHosts: ['*.example']}                | /endpoints/allowedHosts/0
          installation: {id: 'two words'}                         | /installation/id
          installation: {takeOverFrom: emea}                      | /installation/takeOverFrom
          installation: {takeOverFrom: ['a,b']}                   | /installation/takeOverFrom/0
          leaderElection: {enabled: 'yes'}                        | /leaderElection/enabled
          logging: {level: verbose}                               | /logging/level
          logging: {format: xml}                                  | /logging/format
          metrics: {service: {port: 0}}                           | /metrics/service/port
          crds: {install: maybe}                                  | /crds/install
          """)
  void the_values_schema_refuses_a_wrong_value_and_names_it(String values, String named) {
    assertThatThrownBy(() -> render(values))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(named);
  }

  @Test
  void several_replicas_without_a_lease_are_refused() {
    assertThatThrownBy(() -> render("leaderElection: {enabled: false}"))
        .hasMessageContaining("more than one needs leaderElection.enabled");
    assertThat(render("{replicas: 1, leaderElection: {enabled: false}}"))
        .noneMatch(manifest -> manifest.getMetadata().getName().endsWith("leader-election"));
  }

  @Test
  void the_deployment_runs_the_operator_with_probes_and_its_settings() {
    Container operator = operator(render(""));

    assertThat(operator.getArgs()).containsExactly("operator");
    assertThat(operator.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz/live");
    assertThat(operator.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/healthz/ready");
    assertThat(operator.getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8080));
    assertThat(operator.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(
            tuple("TPR_NAMESPACES", ""),
            tuple("TPR_INSTALLATION_ID", ""),
            tuple("TPR_TAKE_OVER_FROM", ""),
            tuple("TPR_LEADER_ELECTION_LEASE", "token-protection-operator"));
  }

  @Test
  void an_operator_without_memory_ends_instead_of_lingering() {
    assertThat(operator(render("")).getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(tuple("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError"));
  }

  @Test
  void the_operator_is_told_what_the_values_say() {
    Container operator = operator(render(EVERY_OPTION));

    assertThat(operator.getImage()).startsWith("registry.example/tpo@sha256:000");
    assertThat(operator.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(
            tuple("TPR_NAMESPACES", "team-a,team-b"),
            tuple("TPR_INSTALLATION_ID", "emea-prod"),
            tuple("TPR_TAKE_OVER_FROM", "emea-old,9f3e"),
            tuple("TPR_ALLOWED_ENDPOINT_HOSTS", "graph.example:8443,login.example"),
            tuple("TPR_LOG_LEVEL", "DEBUG"),
            tuple("HTTPS_PROXY", "http://proxy.example:3128"));
  }

  @Test
  void with_named_namespaces_the_operator_has_no_right_in_the_whole_cluster() {
    assertThat(render(EVERY_OPTION))
        .extracting(HasMetadata::getKind)
        .contains("Role")
        .doesNotContain("ClusterRoleBinding");
  }

  @Test
  void the_chart_carries_the_generated_definitions_byte_for_byte() throws IOException {
    Path home = ProjectHome.find().directory();

    assertThat(files(chart.directory().resolve("files").resolve("crds")))
        .as("regenerate with: mvn -pl crds -Dcrds.write=true test")
        .isEqualTo(files(home.resolve("crds").resolve("manifests")));
  }

  @Test
  void the_definitions_are_rendered_as_generated_and_kept_when_the_chart_goes() throws IOException {
    List<CustomResourceDefinition> rendered = definitions(render(""));

    assertThat(rendered).hasSize(3);
    for (CustomResourceDefinition definition : rendered) {
      assertThat(definition.getMetadata().getAnnotations())
          .containsExactly(entry("helm.sh/resource-policy", "keep"));
      Path generated =
          chart.directory().resolve("files/crds/" + definition.getMetadata().getName() + ".yaml");
      assertThat(definition.getSpec())
          .isEqualTo(
              YAML.unmarshal(Files.readString(generated), CustomResourceDefinition.class)
                  .getSpec());
    }
  }

  @Test
  void the_definitions_and_the_admission_policies_can_be_left_out() {
    assertThat(render("{crds: {install: false}, admissionPolicies: {install: false}}"))
        .extracting(HasMetadata::getKind)
        .doesNotContain(
            "CustomResourceDefinition",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");
  }

  @Test
  void a_service_monitor_is_rendered_only_when_asked_for() {
    assertThat(render("")).extracting(HasMetadata::getKind).doesNotContain("ServiceMonitor");
    assertThat(render(EVERY_OPTION)).extracting(HasMetadata::getKind).contains("ServiceMonitor");
  }

  private List<HasMetadata> render(String values) {
    String manifests = chart.render(Chart.USUAL_RELEASE, "token-protection", values);
    return Stream.of(manifests.split("(?m)^---$"))
        .filter(document -> document.contains("kind:"))
        .map(document -> (HasMetadata) YAML.unmarshal(document))
        .toList();
  }

  private static Container operator(List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .map(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().getFirst())
        .findFirst()
        .orElseThrow();
  }

  private static List<CustomResourceDefinition> definitions(List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(CustomResourceDefinition.class::isInstance)
        .map(CustomResourceDefinition.class::cast)
        .toList();
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(file -> file.getFileName() + "\n" + read(file)).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
