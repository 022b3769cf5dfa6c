package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.TestBedException;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm installs the chart on a real API server, which accepts every manifest. */
class ChartInstallationTest {
  private final KubernetesClient client = ChartApiServer.client();

  @Test
  void everything_that_the_defaults_render_is_accepted() {
    ChartRelease release = ChartRelease.shared();

    assertThat(deployment(release).getSpec().getReplicas()).isEqualTo(2);
    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .extracting(definition -> definition.getMetadata().getName())
        .contains(
            "entratenants.tokenprotection.dev",
            "stageapprovals.tokenprotection.dev",
            "tokenprotectionrollouts.tokenprotection.dev");
    assertThat(client.admissionRegistration().v1().validatingAdmissionPolicies().list().getItems())
        .extracting(policy -> policy.getMetadata().getName())
        .contains(
            "token-protection-operator-approval",
            "token-protection-operator-break-glass",
            "token-protection-operator-hands",
            "token-protection-operator-spec",
            "token-protection-operator-spec-needs-update",
            "token-protection-operator-tenant-in-use");
  }

  @Test
  void everything_that_the_options_render_is_accepted_and_an_upgrade_changes_it() {
    String namespace = ChartApiServer.newNamespace("options");
    String options =
        """
        watchNamespaces: [%1$s]
        credentials: {namespaces: [%2$s], secrets: [entra], serviceAccounts: [tenant]}
        installation: {id: emea}
        serviceAccount: {annotations: {owner: identity}}
        podAnnotations: {a: b}
        podLabels: {c: d}
        nodeSelector: {kubernetes.io/os: linux}
        tolerations: [{key: k, operator: Exists}]
        affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
        topologySpreadConstraints:
          - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}
        extraEnv: [{name: HTTPS_PROXY, value: "http://proxy.example:3128"}]
        """
            .formatted(namespace, ChartApiServer.newNamespace("vault"));

    ChartRelease release = ChartRelease.in(namespace, options + "replicas: 3\n");
    assertThat(deployment(release).getSpec().getReplicas()).isEqualTo(3);

    ChartRelease.in(namespace, options + "replicas: 1\n");
    assertThat(deployment(release).getSpec().getReplicas()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void every_object_of_every_value_set_is_accepted(ValueSet set) {
    ChartRelease.shared();
    for (String namespace : List.of(ValueSet.NAMESPACE, "team-a", "team-b", "vault")) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
    ForeignDefinitions.install(client);

    for (ValueSet.Document document : set.rendered()) {
      HasMetadata object = document.object();
      assertThat(client.resource(object).dryRun().forceConflicts().serverSideApply())
          .as(document.id())
          .isNotNull();
    }
  }

  static Stream<ValueSet> valueSets() {
    return ValueSet.all();
  }

  @Test
  void a_release_that_gives_its_lease_up_is_upgraded() {
    String namespace = ChartApiServer.newNamespace("lease");
    ChartRelease.in(namespace);

    ChartRelease release =
        ChartRelease.in(
            namespace,
            """
            watchNamespaces: [%s]
            replicas: 1
            leaderElection: {enabled: false}
            """
                .formatted(namespace));

    assertThat(deployment(release).getSpec().getStrategy().getType()).isEqualTo("Recreate");
  }

  @Test
  void an_install_that_helm_refuses_says_why() {
    assertThatThrownBy(
            () ->
                ChartRelease.chart()
                    .install(
                        ChartApiServer.get(), Chart.USUAL_RELEASE, "nowhere", "replicas: many"))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("helm upgrade")
        .hasMessageContaining("/replicas");
  }

  @Test
  void the_pods_meet_the_restricted_pod_security_standard() {
    ChartRelease release = ChartRelease.shared();
    String namespace = ChartApiServer.newNamespace("restricted");
    client
        .namespaces()
        .withName(namespace)
        .edit(
            fresh -> {
              fresh
                  .getMetadata()
                  .getLabels()
                  .put("pod-security.kubernetes.io/enforce", "restricted");
              return fresh;
            });
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("operator")
            .endMetadata()
            .withSpec(deployment(release).getSpec().getTemplate().getSpec())
            .build();
    Pod careless = new PodBuilder(pod).editSpec().withSecurityContext(null).endSpec().build();

    assertThat(client.resource(pod).dryRun().create()).isNotNull();
    assertThatThrownBy(() -> client.resource(careless).dryRun().create())
        .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  private Deployment deployment(ChartRelease release) {
    return client
        .apps()
        .deployments()
        .inNamespace(release.namespace())
        .withName(release.objectName())
        .get();
  }
}
