package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.testbed.ChartRelease;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The ServiceAccount of the chart: what it may do, and that it may do nothing else. */
class OperatorRightsTest {
  private static final Set<String> OWN_RESOURCES =
      Set.of(
          "get tokenprotection.dev/entratenants",
          "list tokenprotection.dev/entratenants",
          "watch tokenprotection.dev/entratenants",
          "get tokenprotection.dev/tokenprotectionrollouts",
          "list tokenprotection.dev/tokenprotectionrollouts",
          "watch tokenprotection.dev/tokenprotectionrollouts",
          "get tokenprotection.dev/stageapprovals",
          "list tokenprotection.dev/stageapprovals",
          "watch tokenprotection.dev/stageapprovals",
          "update tokenprotection.dev/entratenants/status",
          "patch tokenprotection.dev/entratenants/status",
          "update tokenprotection.dev/tokenprotectionrollouts/status",
          "patch tokenprotection.dev/tokenprotectionrollouts/status",
          "update tokenprotection.dev/stageapprovals/status",
          "patch tokenprotection.dev/stageapprovals/status");
  private static final Set<String> EVENTS =
      Set.of(
          "create /events",
          "patch /events",
          "create events.k8s.io/events",
          "patch events.k8s.io/events");
  private static final Set<String> INSTALLATION = Set.of("get /namespaces kube-system");
  private static final Set<String> CREDENTIALS =
      Set.of("get /secrets", "create /serviceaccounts/token");
  private static final Set<String> LEADER_ELECTION =
      Set.of(
          "create coordination.k8s.io/leases",
          "get coordination.k8s.io/leases token-protection-operator",
          "update coordination.k8s.io/leases token-protection-operator",
          "patch coordination.k8s.io/leases token-protection-operator");

  @Test
  void by_default_it_works_in_every_namespace_and_reads_credentials_in_its_own_only() {
    ChartRelease release = ChartRelease.shared();

    assertThat(rights(release, release.namespace()))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION, CREDENTIALS, LEADER_ELECTION)));
    assertThat(rights(release, SharedApiServer.newNamespace("other")))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION)));
    assertThat(rights(release, "kube-system"))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION)));
  }

  @Test
  void an_operator_for_one_namespace_has_no_right_in_another() {
    String namespace = SharedApiServer.newNamespace("one");
    ChartRelease release = ChartRelease.in(namespace);

    assertThat(rights(release, namespace))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION, CREDENTIALS, LEADER_ELECTION)));
    assertThat(rights(release, SharedApiServer.newNamespace("other"))).isEqualTo(INSTALLATION);
  }

  @Test
  void a_declared_installation_and_named_credentials_leave_only_those() {
    String home = SharedApiServer.newNamespace("home");
    String vault = SharedApiServer.newNamespace("vault");
    ChartRelease release =
        ChartRelease.in(
            home,
            """
            installation: {id: emea}
            leaderElection: {enabled: false}
            replicas: 1
            credentials: {namespaces: [%s], secrets: [entra], serviceAccounts: [tenant]}
            """
                .formatted(vault));

    assertThat(rights(release, vault))
        .isEqualTo(
            all(
                List.of(
                    OWN_RESOURCES,
                    EVENTS,
                    Set.of("get /secrets entra", "create /serviceaccounts/token tenant"))));
  }

  @Test
  void every_secret_of_the_cluster_is_readable_only_when_asked_for_by_a_star() {
    String home = SharedApiServer.newNamespace("home");
    ChartRelease release = ChartRelease.in(home, "credentials: {namespaces: ['*']}\n");

    assertThat(rights(release, SharedApiServer.newNamespace("other")))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION, CREDENTIALS)));
  }

  @Test
  void it_does_its_work_with_its_own_token() {
    String namespace = SharedApiServer.newNamespace("work");
    ChartRelease release = ChartRelease.in(namespace);
    GenericKubernetesResource rollout = Samples.rollout(namespace, "office").create();
    SharedApiServer.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("entra")
                .endMetadata()
                .addToStringData("clientSecret", "s")
                .build())
        .create();
    SharedApiServer.client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("tenant")
                .endMetadata()
                .build())
        .create();

    try (KubernetesClient operator = release.client()) {
      rollout.setAdditionalProperty("status", Map.of("message", "Waits for the tenant."));
      assertThat(operator.resource(rollout).updateStatus().get("status", "message").toString())
          .isEqualTo("Waits for the tenant.");
      assertThat(operator.secrets().inNamespace(namespace).withName("entra").get()).isNotNull();
      assertThat(tokenOf(operator, namespace, "tenant").getStatus().getToken()).isNotEmpty();
      assertThat(operator.namespaces().withName("kube-system").get().getMetadata().getUid())
          .isNotEmpty();
      assertThat(
              operator
                  .resource(
                      new LeaseBuilder()
                          .withNewMetadata()
                          .withNamespace(namespace)
                          .withName("token-protection-operator")
                          .endMetadata()
                          .withNewSpec()
                          .withHolderIdentity("me")
                          .endSpec()
                          .build())
                  .create())
          .isNotNull();
    }
  }

  @Test
  void what_it_may_not_do_is_forbidden_by_the_api_server() {
    String other = SharedApiServer.newNamespace("other");
    GenericKubernetesResource rollout = Samples.rollout(other, "office").create();

    try (KubernetesClient operator = ChartRelease.shared().client()) {
      assertForbidden(() -> operator.secrets().inNamespace(other).withName("entra").get());
      assertForbidden(() -> operator.secrets().inNamespace("token-protection").list());
      assertForbidden(() -> tokenOf(operator, other, "default"));
      assertForbidden(() -> operator.resource(rollout).update());
      assertForbidden(() -> operator.resource(rollout).delete());
      assertForbidden(() -> Samples.rollout(other, "second").with(operator).create());
      assertForbidden(() -> operator.namespaces().list());
    }
  }

  private static Set<String> rights(ChartRelease release, String namespace) {
    String nobody = SharedApiServer.newNamespace("nobody");
    SharedApiServer.client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(nobody)
                .withName("nobody")
                .endMetadata()
                .build())
        .create();
    try (KubernetesClient operator = release.client();
        KubernetesClient anybody = SharedApiServer.get().clientOfServiceAccount(nobody, "nobody")) {
      return Rights.of(operator, namespace).beyond(Rights.of(anybody, namespace));
    }
  }

  private static TokenRequest tokenOf(KubernetesClient client, String namespace, String account) {
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences("api://AzureADTokenExchange")
                .endSpec()
                .build());
  }

  private static void assertForbidden(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private static Set<String> all(List<Set<String>> parts) {
    return parts.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }
}
