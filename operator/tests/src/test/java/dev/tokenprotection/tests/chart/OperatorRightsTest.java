package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.lease.Election;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
          "list tokenprotection.dev/stageapprovals",
          "watch tokenprotection.dev/stageapprovals",
          "create tokenprotection.dev/stageapprovals",
          "update tokenprotection.dev/entratenants/status",
          "update tokenprotection.dev/tokenprotectionrollouts/status",
          "patch tokenprotection.dev/tokenprotectionrollouts",
          "update tokenprotection.dev/stageapprovals/status");
  private static final Set<String> EVENTS =
      Set.of("create /events", "get /events", "patch /events");
  private static final Set<String> INSTALLATION = Set.of("get /namespaces kube-system");
  private static final Set<String> CREDENTIALS =
      Set.of("get /secrets", "list /secrets", "watch /secrets", "create /serviceaccounts/token");
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
    assertThat(rights(release, ChartApiServer.newNamespace("other")))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION)));
    assertThat(rights(release, "kube-system"))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION)));
  }

  @Test
  void an_operator_for_one_namespace_has_no_right_in_another() {
    String namespace = ChartApiServer.newNamespace("one");
    ChartRelease release = ChartRelease.in(namespace);

    assertThat(rights(release, namespace))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION, CREDENTIALS, LEADER_ELECTION)));
    assertThat(rights(release, ChartApiServer.newNamespace("other"))).isEqualTo(INSTALLATION);
  }

  @Test
  void a_declared_installation_and_named_credentials_leave_only_those() {
    String home = ChartApiServer.newNamespace("home");
    String vault = ChartApiServer.newNamespace("vault");
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
                    Set.of(
                        "get /secrets entra",
                        "list /secrets entra",
                        "watch /secrets entra",
                        "create /serviceaccounts/token tenant"))));
  }

  @Test
  void every_secret_of_the_cluster_is_readable_only_when_asked_for_by_a_star() {
    String home = ChartApiServer.newNamespace("home");
    ChartRelease release = ChartRelease.in(home, "credentials: {namespaces: ['*']}\n");

    assertThat(rights(release, ChartApiServer.newNamespace("other")))
        .isEqualTo(all(List.of(OWN_RESOURCES, EVENTS, INSTALLATION, CREDENTIALS)));
  }

  @Test
  void it_does_its_work_with_its_own_token() throws Exception {
    String namespace = ChartApiServer.newNamespace("work");
    ChartRelease release =
        ChartRelease.in(
            namespace,
            """
            watchNamespaces: [%s]
            credentials: {secrets: [entra], serviceAccounts: [tenant]}
            """
                .formatted(namespace));
    GenericKubernetesResource rollout = Samples.rollout(namespace, "office").create();
    create(new SecretBuilder().withMetadata(meta(namespace, "entra")).build());
    create(new ServiceAccountBuilder().withMetadata(meta(namespace, "tenant")).build());

    try (KubernetesClient operator = release.client()) {
      rollout.setAdditionalProperty("status", Map.of("message", "Waits for the tenant."));
      assertThat(operator.resource(rollout).updateStatus().get("status", "message").toString())
          .isEqualTo("Waits for the tenant.");
      assertThat(watchedSecrets(operator, namespace, "entra")).containsExactly("entra");
      assertThat(tokenOf(operator, namespace, "tenant").getStatus().getToken()).isNotEmpty();
      assertThat(operator.namespaces().withName("kube-system").get().getMetadata().getUid())
          .isNotEmpty();
      assertThat(tellTwice(operator, namespace).getCount()).isEqualTo(2);
      assertThat(leads(operator, namespace)).isTrue();
    }
  }

  @Test
  void where_secrets_are_named_no_other_is_shown() {
    String namespace = ChartApiServer.newNamespace("named");
    ChartRelease release =
        ChartRelease.in(
            namespace,
            """
            watchNamespaces: [%s]
            credentials: {secrets: [entra]}
            """
                .formatted(namespace));

    try (KubernetesClient operator = release.client()) {
      assertForbidden(() -> operator.secrets().inNamespace(namespace).list());
      assertForbidden(() -> operator.secrets().inNamespace(namespace).withName("other").get());
    }
  }

  @Test
  void what_it_may_not_do_is_forbidden_by_the_api_server() {
    String other = ChartApiServer.newNamespace("other");
    GenericKubernetesResource rollout = Samples.rollout(other, "office").create();

    try (KubernetesClient operator = ChartRelease.shared().client()) {
      assertForbidden(() -> operator.secrets().inNamespace(other).withName("entra").get());
      assertForbidden(() -> operator.secrets().inNamespace(other).list());
      assertForbidden(() -> tokenOf(operator, other, "default"));
      assertForbidden(() -> operator.resource(rollout).update());
      assertForbidden(() -> operator.resource(rollout).delete());
      assertForbidden(() -> Samples.rollout(other, "second").with(operator).create());
      assertForbidden(() -> operator.namespaces().list());
    }
  }

  private static Set<String> rights(ChartRelease release, String namespace) {
    String nobody = ChartApiServer.newNamespace("nobody");
    create(new ServiceAccountBuilder().withMetadata(meta(nobody, "nobody")).build());
    try (KubernetesClient operator = release.client();
        KubernetesClient anybody = ChartApiServer.get().clientOfServiceAccount(nobody, "nobody")) {
      return Rights.of(operator, namespace).beyond(Rights.of(anybody, namespace));
    }
  }

  private static void create(HasMetadata resource) {
    ChartApiServer.client().resource(resource).create();
  }

  private static ObjectMeta meta(String namespace, String name) {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
  }

  /** As the operator does it: one informer for one name. */
  private static List<String> watchedSecrets(
      KubernetesClient client, String namespace, String name) {
    try (SharedIndexInformer<Secret> informer =
        client.secrets().inNamespace(namespace).withName(name).inform()) {
      return informer.getIndexer().list().stream()
          .map(secret -> secret.getMetadata().getName())
          .toList();
    }
  }

  private static Event tellTwice(KubernetesClient client, String namespace) {
    Event event =
        new EventBuilder()
            .withMetadata(meta(namespace, "office.told"))
            .withNewInvolvedObject()
            .withNamespace(namespace)
            .withName("office")
            .endInvolvedObject()
            .withReason("Told")
            .withCount(1)
            .build();
    client.resource(event).create();
    return client
        .resource(event)
        .edit(
            old -> {
              old.setCount(old.getCount() + 1);
              return old;
            });
  }

  private static boolean leads(KubernetesClient client, String namespace) throws Exception {
    CountDownLatch leading = new CountDownLatch(1);
    try (Election election =
        new Election(
            client,
            LeaderElection.On.lease(namespace, "token-protection-operator"),
            leading::countDown,
            () -> {})) {
      election.start();
      return leading.await(2, TimeUnit.MINUTES);
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
