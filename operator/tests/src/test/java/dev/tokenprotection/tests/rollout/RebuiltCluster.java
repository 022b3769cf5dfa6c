package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.dev.ExampleManifests;
import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.dev.time.WatchedOperator;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.tests.crds.InstalledCrds;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Git git;
  private final WatchedOperator watched;
  private final RunningOperator operator;
  private final Runnable end;

  private RebuiltCluster(
      String namespace,
      LocalApiServer server,
      Git git,
      String installationId,
      Set<String> takeOverFrom,
      Runnable end) {
    this.namespace = namespace;
    this.client = server.client();
    this.git = git;
    this.end = end;
    this.watched = new WatchedOperator(git.time(), Set.of(namespace));
    this.operator = operator(server, installationId, takeOverFrom);
    git.time().waitFor(watched);
  }

  /**
   * What the clusters have in common.
   *
   * @param change a change to the JSON of each manifest
   */
  record Git(SimulatedTenant tenant, SimulatedTime time, Consumer<ObjectNode> change) {}

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
        SharedApiServer.get(),
        git,
        installationId,
        Set.of(),
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
    return new RebuiltCluster(namespace, server, git, installationId, takeOverFrom, server::close);
  }

  private RunningOperator operator(
      LocalApiServer server, String installationId, Set<String> takeOverFrom) {
    try {
      return RunningOperator.start(
          watched.connect(Config.fromKubeconfig(server.kubeconfig())),
          git.time(),
          watched,
          new OperatorSettings(
              Set.of(namespace),
              installationId,
              takeOverFrom,
              Set.of(git.tenant().graphUri().getAuthority()),
              new LeaderElection.Off(),
              RolloutWorld.RESYNC),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(KubernetesClient client, String namespace, Git git) {
    SimulatedTenant tenant = git.tenant();
    ExampleManifests manifests = new ExampleManifests(tenant);
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
    AtomicReference<TokenProtectionRolloutStatus> found = new AtomicReference<>();
    boolean reached =
        git.time()
            .runUntil(
                git.time().now().plus(Duration.ofDays(60)),
                () -> {
                  Optional.ofNullable(
                          client
                              .resources(TokenProtectionRollout.class)
                              .inNamespace(namespace)
                              .withName(RolloutWorld.WINDOWS)
                              .get())
                      .map(TokenProtectionRollout::getStatus)
                      .filter(wanted)
                      .ifPresent(found::set);
                  return found.get() != null;
                });
    assertThat(reached).as(what).isTrue();
    return found.get();
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
    git.time().forget(watched);
    operator.close();
    watched.close();
    end.run();
  }
}
