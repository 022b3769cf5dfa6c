package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenprotection.tests.crds.InstalledCrds;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each right that the chart gives the operator is taken away by itself, on the real API server: the
 * one thing that the operator does with it is then forbidden. So no right is missing, and none is
 * there for nothing.
 */
class RightsAreNeededTest {
  private static final String OURS = "tokenprotection.dev/";
  private static final Map<String, Proof> PROOFS = new LinkedHashMap<>();

  /**
   * What the operator does with one right.
   *
   * @param use who does it, and what for
   * @param attempt the request
   */
  private record Proof(String use, Attempt attempt) {}

  @FunctionalInterface
  private interface Attempt {
    void with(KubernetesClient client, String namespace);
  }

  static {
    for (String plural : List.of("entratenants", "tokenprotectionrollouts", "stageapprovals")) {
      prove(
          "list " + OURS + plural,
          "the informer fills its cache, and the start asks whether the definitions are there",
          (client, namespace) -> ours(client, namespace, plural).list());
      prove(
          "watch " + OURS + plural,
          "the informer is told of every change",
          (client, namespace) -> watch(client, namespace, plural));
      prove(
          "update " + OURS + plural + "/status",
          "StatusWriter writes a status over the version that was read",
          (client, namespace) -> client.resource(present(namespace, plural)).updateStatus());
    }
    prove(
        "get " + OURS + "entratenants",
        "EntraTenantReconciler reads the resource itself, not the cache",
        (client, namespace) -> client.resource(present(namespace, "entratenants")).get());
    prove(
        "get " + OURS + "tokenprotectionrollouts",
        "TokenProtectionRolloutReconciler reads the resource itself, not the cache",
        (client, namespace) ->
            client.resource(present(namespace, "tokenprotectionrollouts")).get());
    prove(
        "patch " + OURS + "tokenprotectionrollouts",
        "DeletionFinalizer sets its finalizer",
        (client, namespace) ->
            client
                .resource(present(namespace, "tokenprotectionrollouts"))
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    """
                    {"metadata": {"finalizers": ["tokenprotection.dev/deletion-policy"]}}
                    """));
    prove(
        "create " + OURS + "stageapprovals",
        "ForgedApprovalProbe tries in a dry run whether a forged approval is refused",
        (client, namespace) ->
            Samples.approval(namespace, "office", "nobody")
                .with(client)
                .resource()
                .dryRun()
                .create());
    prove(
        "create /events",
        "KubernetesEvents tells what was decided",
        (client, namespace) -> client.resource(event(namespace, "new")).create());
    prove(
        "get /events",
        "KubernetesEvents reads an event that was told before",
        (client, namespace) -> client.v1().events().inNamespace(namespace).withName("told").get());
    prove(
        "patch /events",
        "KubernetesEvents counts an event that was told before",
        (client, namespace) ->
            client
                .resource(event(namespace, "told"))
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"count\": 2}"));
    prove(
        "get /namespaces kube-system",
        "InstalledResources takes its UID for the installation's id",
        (client, namespace) -> client.namespaces().withName("kube-system").get());
    prove(
        "get /secrets",
        "SecretSource reads a credential",
        (client, namespace) -> client.secrets().inNamespace(namespace).withName("entra").get());
    prove(
        "list /secrets",
        "SecretWatches fills the cache of one Secret",
        (client, namespace) ->
            client.secrets().inNamespace(namespace).withField("metadata.name", "entra").list());
    prove(
        "watch /secrets",
        "SecretWatches is told that a credential was renewed",
        (client, namespace) ->
            client.secrets().inNamespace(namespace).withName("entra").watch(silent()).close());
    prove(
        "create /serviceaccounts/token",
        "ServiceAccountTokens asks for a token of workload identity",
        (client, namespace) ->
            client
                .serviceAccounts()
                .inNamespace(namespace)
                .withName("tenant")
                .tokenRequest(
                    new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences("api://AzureADTokenExchange")
                        .endSpec()
                        .build()));
    prove(
        "create coordination.k8s.io/leases",
        "Election makes the Lease when there is none",
        (client, namespace) -> client.resource(lease(namespace, "new")).create());
    prove(
        "get coordination.k8s.io/leases token-protection-operator",
        "Election reads who leads",
        (client, namespace) ->
            client.leases().inNamespace(namespace).withName("token-protection-operator").get());
    prove(
        "patch coordination.k8s.io/leases token-protection-operator",
        "Election takes the Lease and renews it",
        (client, namespace) ->
            client
                .resource(lease(namespace, "token-protection-operator"))
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"spec\": {\"holderIdentity\": \"me\"}}"));
    prove(
        "update coordination.k8s.io/leases token-protection-operator",
        "Election gives the Lease back at the end",
        (client, namespace) ->
            client.resource(lease(namespace, "token-protection-operator")).update());
  }

  private final String namespace = SharedApiServer.newNamespace("rights");

  @BeforeAll
  static void definitions() {
    InstalledCrds.ensure();
  }

  @BeforeEach
  void what_the_operator_works_on_is_there() {
    KubernetesClient admin = SharedApiServer.client();
    for (Samples.Sample sample :
        List.of(Samples.tenant(namespace, "contoso"), Samples.rollout(namespace, "office"))) {
      sample.with(admin).create();
    }
    GenericKubernetesResource approval =
        Samples.approval(namespace, "office", "ada").resource().item();
    approval.getMetadata().setGenerateName(null);
    approval.getMetadata().setName("yes");
    admin.resource(approval).create();
    admin.resource(new SecretBuilder().withMetadata(meta(namespace, "entra")).build()).create();
    admin
        .resource(new ServiceAccountBuilder().withMetadata(meta(namespace, "tenant")).build())
        .create();
    admin.resource(event(namespace, "told")).create();
    admin.resource(lease(namespace, "token-protection-operator")).create();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void without_it_the_operator_could_not_do_what_it_does(String right) {
    Set<String> all = rights();
    Proof proof = PROOFS.get(right);
    Set<String> others =
        all.stream().filter(other -> !other.equals(right)).collect(Collectors.toSet());
    try (KubernetesClient whole = operatorWith(all);
        KubernetesClient less = operatorWith(others)) {
      assertThatCode(() -> proof.attempt().with(whole, namespace))
          .as("%s: %s", right, proof.use())
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> proof.attempt().with(less, namespace))
          .as("%s: %s", right, proof.use())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void every_right_of_the_chart_has_its_use_and_every_use_its_right() {
    assertThat(PROOFS.keySet()).containsExactlyInAnyOrderElementsOf(rights());
  }

  /** Of the operator's own roles as rendered with the defaults; those for people are not its. */
  static Set<String> rights() {
    return new ValueSet("default")
        .rendered().stream()
            .map(ValueSet.Document::object)
            .flatMap(
                object ->
                    switch (object) {
                      case ClusterRole role when isTheOperators(role.getMetadata().getName()) ->
                          role.getRules().stream();
                      case Role role when isTheOperators(role.getMetadata().getName()) ->
                          role.getRules().stream();
                      default -> Stream.<PolicyRule>of();
                    })
            .flatMap(RightsAreNeededTest::each)
            .collect(Collectors.toSet());
  }

  private static boolean isTheOperators(String role) {
    return role.matches("token-protection-operator(-credentials|-installation|-leader-election)?");
  }

  private static Stream<String> each(PolicyRule rule) {
    String name =
        rule.getResourceNames().isEmpty() ? "" : " " + String.join(" ", rule.getResourceNames());
    return rule.getVerbs().stream()
        .flatMap(
            verb ->
                rule.getResources().stream()
                    .map(
                        resource ->
                            "%s %s/%s%s"
                                .formatted(verb, rule.getApiGroups().getFirst(), resource, name)));
  }

  /** A caller with these rights in every namespace, once the API server knows of them. */
  private static KubernetesClient operatorWith(Set<String> rights) {
    KubernetesClient admin = SharedApiServer.client();
    String user =
        admin
            .resource(
                new ClusterRoleBuilder()
                    .withMetadata(new ObjectMetaBuilder().withGenerateName("operator-").build())
                    .withRules(rights.stream().map(RightsAreNeededTest::rule).toList())
                    .build())
            .create()
            .getMetadata()
            .getName();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withMetadata(new ObjectMetaBuilder().withName(user).build())
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", user)
                .withSubjects(People.user(user))
                .build())
        .create();
    KubernetesClient client = SharedApiServer.get().clientAs(user);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Rights.of(client, "default").rights().containsAll(rights));
    return client;
  }

  private static PolicyRule rule(String right) {
    String[] words = right.split("[ /]", 3);
    String[] resource = words[2].split(" ");
    return new PolicyRuleBuilder()
        .withVerbs(words[0])
        .withApiGroups(words[1])
        .withResources(resource[0])
        .withResourceNames(Stream.of(resource).skip(1).toList())
        .build();
  }

  private static void prove(String right, String use, Attempt attempt) {
    PROOFS.put(right, new Proof(use, attempt));
  }

  private static NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      ours(KubernetesClient client, String namespace, String plural) {
    return client
        .genericKubernetesResources("tokenprotection.dev/v1alpha1", kind(plural))
        .inNamespace(namespace);
  }

  private static void watch(KubernetesClient client, String namespace, String plural) {
    ours(client, namespace, plural).watch(silent()).close();
  }

  private static <T> Watcher<T> silent() {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T resource) {
        // It is enough that the watch was let through.
      }

      @Override
      public void onClose(WatcherException cause) {
        // As above.
      }
    };
  }

  private static GenericKubernetesResource present(String namespace, String plural) {
    return ours(SharedApiServer.client(), namespace, plural).list().getItems().getFirst();
  }

  private static String kind(String plural) {
    return switch (plural) {
      case "entratenants" -> "EntraTenant";
      case "tokenprotectionrollouts" -> "TokenProtectionRollout";
      case "stageapprovals" -> "StageApproval";
      default -> throw new IllegalArgumentException(plural);
    };
  }

  private static ObjectMeta meta(String namespace, String name) {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
  }

  private static Event event(String namespace, String name) {
    return new EventBuilder()
        .withMetadata(meta(namespace, name))
        .withNewInvolvedObject()
        .withNamespace(namespace)
        .withName("office")
        .endInvolvedObject()
        .withReason("Told")
        .withCount(1)
        .build();
  }

  private static Lease lease(String namespace, String name) {
    return new LeaseBuilder().withMetadata(meta(namespace, name)).withNewSpec().endSpec().build();
  }
}
