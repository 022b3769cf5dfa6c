package dev.tokenprotection.tests.rollout;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.app.clock.ProcessClock;
import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.dev.ExampleManifests;
import dev.tokenprotection.dev.ExampleManifests.SimulatedAddresses;
import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.tests.crds.InstalledCrds;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A cluster as it comes out of Git: the CRDs, the manifests, and an operator that remembers
 * nothing. The first one is on the server that all suites share; the one that takes its place has
 * an etcd of its own.
 */
final class RebuiltCluster implements AutoCloseable {
  private final String namespace;
  private final KubernetesClient client;
  private final RunningOperator operator;
  private final Runnable end;

  private RebuiltCluster(
      String namespace, KubernetesClient client, RunningOperator operator, Runnable end) {
    this.namespace = namespace;
    this.client = client;
    this.operator = operator;
    this.end = end;
  }

  /**
   * What the clusters have in common.
   *
   * @param change a change to the JSON of each manifest
   */
  record Git(SimulatedTenant tenant, ProcessClock clock, Consumer<ObjectNode> change) {}

  /**
   * The first cluster.
   *
   * @param installationId the declared id of the installation
   */
  static RebuiltCluster first(Git git, String installationId) {
    InstalledCrds.ensure();
    KubernetesClient client = SharedApiServer.client();
    String namespace = SharedApiServer.newNamespace("recovery");
    apply(client, namespace, git);
    return new RebuiltCluster(
        namespace,
        client,
        operator(client, namespace, git, installationId, Set.of()),
        () -> client.resources(TokenProtectionRollout.class).inNamespace(namespace).delete());
  }

  /**
   * The cluster in place of this one, which was closed.
   *
   * @param takeOverFrom the installations whose place it takes
   */
  RebuiltCluster anew(Git git, String installationId, Set<String> takeOverFrom) {
    LocalApiServer server = LocalApiServer.start(SharedApiServer.testBed());
    InstalledCrds.install(server.client());
    server
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    apply(server.client(), namespace, git);
    return new RebuiltCluster(
        namespace,
        server.client(),
        operator(server.client(), namespace, git, installationId, takeOverFrom),
        server::close);
  }

  private static RunningOperator operator(
      KubernetesClient client,
      String namespace,
      Git git,
      String installationId,
      Set<String> takeOverFrom) {
    try {
      return RunningOperator.start(
          client,
          git.clock(),
          new OperatorSettings(
              Set.of(namespace),
              installationId,
              takeOverFrom,
              Set.of(git.tenant().graphUri().getAuthority()),
              new LeaderElection.Off(),
              OperatorSettings.DEFAULT_RESYNC_INTERVAL),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(KubernetesClient client, String namespace, Git git) {
    SimulatedTenant tenant = git.tenant();
    ExampleManifests manifests =
        new ExampleManifests(
            new SimulatedAddresses(
                tenant.loginUri().toString(),
                tenant.graphUri().toString(),
                tenant.caCertificatePem(),
                id -> tenant.tenant().apps().find(id).orElseThrow().secrets().getFirst().value()));
    for (String path : List.of("tenant.yaml", RolloutWorld.MANIFEST)) {
      var file = ProjectHome.find().directory().resolve("examples").resolve(path);
      for (HasMetadata resource : manifests.read(file, client)) {
        ObjectNode json =
            client.getKubernetesSerialization().convertValue(resource, ObjectNode.class);
        json.withObject("/metadata").put("namespace", namespace);
        git.change().accept(json);
        client
            .resource(client.getKubernetesSerialization().convertValue(json, resource.getClass()))
            .serverSideApply();
      }
    }
  }

  /** The rollout's status as soon as it is as wanted. */
  TokenProtectionRolloutStatus awaitRollout(
      String what, Predicate<TokenProtectionRolloutStatus> wanted) {
    return await(what)
        .atMost(RolloutWorld.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                Optional.ofNullable(
                        client
                            .resources(TokenProtectionRollout.class)
                            .inNamespace(namespace)
                            .withName(RolloutWorld.WINDOWS)
                            .get())
                    .map(TokenProtectionRollout::getStatus),
            status -> status.filter(wanted).isPresent())
        .orElseThrow();
  }

  /** The notes of the Events with this reason. */
  List<String> notes(String reason) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .map(event -> event.getNote())
        .toList();
  }

  /** Everything is lost that Kubernetes knew. */
  @Override
  public void close() {
    operator.close();
    end.run();
  }
}
