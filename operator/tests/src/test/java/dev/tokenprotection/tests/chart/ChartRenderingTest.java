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
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartRenderingTest {
  private static final String EVERY_OPTION = new ValueSet("everything").values();

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Chart chart = ChartRelease.chart();

  @ParameterizedTest
  @MethodSource("values")
  void helm_lint_finds_no_mistake(String values) {
    assertThat(chart.lint(values)).contains("0 chart(s) failed").doesNotContain("[WARNING]");
  }

  static Stream<String> values() {
    return ValueSet.all().map(ValueSet::values);
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
          image: {repository: a, tag: latest}                     | /image/tag
          image: {repository: a, tag: 'a b'}                      | /image/tag
          networkPolicy: {apiServer: {cidrs: [192.0.2.1]}}        | /networkPolicy/apiServer/cidrs/0
          networkPolicy: {dnsPorts: []}                           | /networkPolicy/dnsPorts
          networkPolicy: {enabled: 'yes'}                         | /networkPolicy/enabled
          podDisruptionBudget: {enabled: 1}                       | /podDisruptionBudget/enabled
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

    assertThat(operator.getImage())
        .startsWith("registry.example/token-protection-operator@sha256:000");
    assertThat(operator.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(
            tuple("TPR_NAMESPACES", "team-a,team-b"),
            tuple("TPR_INSTALLATION_ID", "emea-prod"),
            tuple("TPR_TAKE_OVER_FROM", "emea-old,9f3e"),
            tuple("TPR_ALLOWED_ENDPOINT_HOSTS", "graph.private.example:8443,login.private.example"),
            tuple("TPR_LOG_LEVEL", "DEBUG"),
            tuple("HTTPS_PROXY", "http://198.51.100.7:3128"));
  }

  @Test
  void with_named_namespaces_the_operator_has_no_right_in_the_whole_cluster() {
    assertThat(render(new ValueSet("namespaced").values()))
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
    List<CustomResourceDefinition> rendered = of(CustomResourceDefinition.class, render(""));

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

  @Test
  void the_image_has_the_version_of_the_program_unless_a_tag_or_a_digest_is_given() {
    String digest = "sha256:" + "0".repeat(64);

    assertThat(operator(render("")).getImage()).isEqualTo("token-protection-operator:0.1.0");
    assertThat(operator(render("image: {tag: 0.1.1}")).getImage())
        .isEqualTo("token-protection-operator:0.1.1");
    assertThat(operator(render("image: {tag: 0.1.1, digest: '%s'}".formatted(digest))).getImage())
        .isEqualTo("token-protection-operator@" + digest);
  }

  @Test
  void several_replicas_are_spread_and_one_at_a_time_may_be_disrupted() {
    List<HasMetadata> manifests = render("");

    assertThat(pod(manifests).getTopologySpreadConstraints())
        .extracting(
            TopologySpreadConstraint::getTopologyKey,
            TopologySpreadConstraint::getWhenUnsatisfiable)
        .containsExactly(
            tuple("kubernetes.io/hostname", "ScheduleAnyway"),
            tuple("topology.kubernetes.io/zone", "ScheduleAnyway"));
    assertThat(pod(manifests).getTopologySpreadConstraints())
        .allSatisfy(
            constraint ->
                assertThat(podLabels(manifests))
                    .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels()));
    assertThat(of(PodDisruptionBudget.class, manifests))
        .singleElement()
        .satisfies(
            budget -> {
              assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
              assertThat(podLabels(manifests))
                  .containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels());
            });
  }

  @Test
  void a_single_replica_is_not_kept_from_a_drain_by_a_budget() {
    assertThat(of(PodDisruptionBudget.class, render("replicas: 1"))).isEmpty();
    assertThat(pod(render("replicas: 1")).getTopologySpreadConstraints()).isEmpty();
    assertThat(of(PodDisruptionBudget.class, render("podDisruptionBudget: {enabled: false}")))
        .isEmpty();
  }

  @Test
  void a_network_policy_is_rendered_only_when_asked_for() {
    assertThat(of(NetworkPolicy.class, render(""))).isEmpty();
    assertThat(of(NetworkPolicy.class, render("networkPolicy: {enabled: true}"))).hasSize(1);
  }

  @Test
  void the_network_policy_lets_in_probes_and_metrics_and_nothing_else() {
    List<HasMetadata> manifests = render("networkPolicy: {enabled: true}");
    NetworkPolicy policy = of(NetworkPolicy.class, manifests).getFirst();

    assertThat(podLabels(manifests))
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getStrVal())
                    .containsExactly(operator(manifests).getPorts().getFirst().getName()));
  }

  @Test
  void the_network_policy_lets_out_to_dns_the_api_server_microsoft_and_the_allow_list() {
    NetworkPolicy policy =
        of(
                NetworkPolicy.class,
                render(
                    """
                    networkPolicy: {enabled: true}
                    endpoints: {allowedHosts: ["a.example:8443", b.example, "c.example:8443"]}
                    """))
            .getFirst();

    assertThat(policy.getSpec().getEgress())
        .extracting(
            rule ->
                rule.getPorts().stream()
                    .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                    .toList())
        .containsExactly(
            List.of("53/UDP", "53/TCP"),
            List.of("443/TCP", "6443/TCP"),
            List.of("443/TCP", "8443/TCP"));
  }

  private List<HasMetadata> render(String values) {
    return ValueSet.documents(chart.render(Chart.USUAL_RELEASE, ValueSet.NAMESPACE, values))
        .stream()
        .map(ValueSet.Document::object)
        .toList();
  }

  private static <T extends HasMetadata> List<T> of(Class<T> kind, List<HasMetadata> manifests) {
    return manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static PodSpec pod(List<HasMetadata> manifests) {
    return of(Deployment.class, manifests).getFirst().getSpec().getTemplate().getSpec();
  }

  private static Map<String, String> podLabels(List<HasMetadata> manifests) {
    return of(Deployment.class, manifests)
        .getFirst()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getLabels();
  }

  private static Container operator(List<HasMetadata> manifests) {
    return pod(manifests).getContainers().getFirst();
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
