package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.TestBedException;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
            "token-protection-operator-hands",
            "token-protection-operator-spec",
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

  @Test
  void people_get_the_roles_that_they_need_and_the_built_in_roles_grow() {
    String namespace = ChartApiServer.newNamespace("people");
    String name = ChartRelease.shared().objectName();
    People people = new People(namespace);
    for (String role : List.of("view", "edit", "approver", "hands")) {
      people.bindChartRole(role, People.user(role));
    }

    assertThat(rights("view", namespace)).allMatch(right -> right.matches("(get|list|watch) .*"));
    assertThat(rights("edit", namespace))
        .contains("patch tokenprotection.dev/tokenprotectionrollouts")
        .noneMatch(
            right -> right.matches("(approve|skip|retry|rollback|accept-stages|take-over) .*"))
        .noneMatch(right -> right.endsWith("/stageapprovals") || right.endsWith("/status"));
    assertThat(rights("approver", namespace))
        .contains(
            "approve tokenprotection.dev/tokenprotectionrollouts",
            "create tokenprotection.dev/stageapprovals")
        .noneMatch(right -> right.matches("(update|patch|delete) .*"));
    assertThat(rights("hands", namespace))
        .contains(
            "skip tokenprotection.dev/tokenprotectionrollouts",
            "retry tokenprotection.dev/tokenprotectionrollouts",
            "rollback tokenprotection.dev/tokenprotectionrollouts",
            "accept-stages tokenprotection.dev/tokenprotectionrollouts",
            "take-over tokenprotection.dev/tokenprotectionrollouts")
        .noneMatch(right -> right.startsWith("approve"));
    assertThat(labelsOfRole(name + "-view"))
        .containsEntry("rbac.authorization.k8s.io/aggregate-to-view", "true");
    assertThat(labelsOfRole(name + "-edit"))
        .containsEntry("rbac.authorization.k8s.io/aggregate-to-edit", "true");
  }

  private Deployment deployment(ChartRelease release) {
    return client
        .apps()
        .deployments()
        .inNamespace(release.namespace())
        .withName(release.objectName())
        .get();
  }

  private Map<String, String> labelsOfRole(String name) {
    return client.rbac().clusterRoles().withName(name).get().getMetadata().getLabels();
  }

  private static Set<String> rights(String user, String namespace) {
    try (KubernetesClient person = ChartApiServer.get().clientAs(user);
        KubernetesClient anybody = ChartApiServer.get().clientAs("anybody")) {
      return Rights.of(person, namespace).beyond(Rights.of(anybody, namespace));
    }
  }
}
