package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.dev.ExampleManifests;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.tests.testbed.ChartRelease;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart of the previous release, with a rollout that enforces, is upgraded by Helm. On a server
 * of its own, since definitions and admission policies belong to a whole cluster, and on the
 * machine's clock.
 */
class ChartUpgradeTest {
  private static final String NAMESPACE = "token-protection";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void an_upgrade_with_a_live_rollout_writes_nothing_to_the_tenant() throws Exception {
    Scenario scenario = Scenario.named("default");
    try (LocalApiServer server = LocalApiServer.start(SharedApiServer.testBed());
        SimulatedTenant tenant =
            SimulatedTenant.builder()
                .clock(InstantSource.system())
                .settings(TenantSettings.immediate())
                .tenantId(scenario.tenantId())
                .scenario(scenario)
                .start()) {
      KubernetesClient client = server.client();
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
          .create();
      new Chart(previous(), ChartRelease.chart().helm())
          .install(server, Chart.USUAL_RELEASE, NAMESPACE, "");
      applyExamples(client, tenant);
      Resource<TokenProtectionRollout> rollout =
          client
              .resources(TokenProtectionRollout.class)
              .inNamespace(NAMESPACE)
              .withName("office-windows");

      try (Operator before = new Operator(server, tenant, directory.resolve("before.log"))) {
        before.await(rollout, ChartUpgradeTest::inSync);
        annotate(rollout, "reason", "an upgrade is tried on what is enforced");
        annotate(rollout, "skip", user(client) + "/1");
        before.await(rollout, status -> enforced(status) && inSync(status));
        annotate(rollout, "reconcile", "before");
        before.await(rollout, status -> isHandled(status, "before"));
      }
      int written = tenant.requests().graphWrites().size();
      TokenProtectionRollout live = rollout.get();
      EntraTenant kept = tenantOf(client);

      ChartRelease.chart().install(server, Chart.USUAL_RELEASE, NAMESPACE, "");

      assertThat(rollout.get()).isEqualTo(live);
      assertThat(tenantOf(client)).isEqualTo(kept);
      try (Operator after = new Operator(server, tenant, directory.resolve("after.log"))) {
        annotate(rollout, "reconcile", "after");
        after.await(rollout, status -> isHandled(status, "after"));
      }
      assertThat(written).isPositive();
      assertThat(tenant.requests().graphWrites()).hasSize(written);
      assertThat(rollout.get().getStatus().currentStage())
          .isEqualTo(live.getStatus().currentStage());
      assertThat(enforced(rollout.get().getStatus())).isTrue();
    }
  }

  private static boolean enforced(TokenProtectionRolloutStatus status) {
    return status.policies() != null
        && status.policies().stream().anyMatch(policy -> "enabled".equals(policy.state()));
  }

  private static boolean inSync(TokenProtectionRolloutStatus status) {
    return status.conditions() != null
        && status.conditions().stream()
            .anyMatch(c -> c.type().equals("PolicyInSync") && c.status().equals("True"));
  }

  private static boolean isHandled(TokenProtectionRolloutStatus status, String token) {
    return status.handledTokens() != null
        && status.handledTokens().stream()
            .anyMatch(h -> h.annotation().equals("reconcile") && h.token().equals(token));
  }

  private static void applyExamples(KubernetesClient client, SimulatedTenant tenant) {
    ExampleManifests manifests = new ExampleManifests(tenant);
    Path examples = ProjectHome.find().directory().resolve("examples");
    for (String file : List.of("tenant.yaml", "windows/rollout.yaml")) {
      for (HasMetadata resource : manifests.read(examples.resolve(file), client)) {
        resource.getMetadata().setNamespace(NAMESPACE);
        client.resource(resource).create();
      }
    }
  }

  private static EntraTenant tenantOf(KubernetesClient client) {
    return client.resources(EntraTenant.class).inNamespace(NAMESPACE).withName("contoso").get();
  }

  private static String user(KubernetesClient client) {
    return client
        .authentication()
        .v1()
        .selfSubjectReviews()
        .create(new SelfSubjectReview())
        .getStatus()
        .getUserInfo()
        .getUsername();
  }

  private static void annotate(
      Resource<TokenProtectionRollout> rollout, String annotation, String value) {
    rollout.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        """
        {"metadata": {"annotations": {"tokenprotection.dev/%s": "%s"}}}
        """
            .formatted(annotation, value));
  }

  private static Path previous() throws URISyntaxException {
    return Path.of(
        ChartUpgradeTest.class
            .getResource("/chart/previous/token-protection-operator-7b4d67b.tgz")
            .toURI());
  }

  /** The program as the release's Pods run it, with the rights that the release gives. */
  private static final class Operator implements AutoCloseable {
    private final Path log;
    private final Process process;

    Operator(LocalApiServer server, SimulatedTenant tenant, Path log) throws IOException {
      this.log = log;
      Path kubeconfig = log.resolveSibling(log.getFileName() + ".kubeconfig");
      Files.writeString(
          kubeconfig,
          server.kubeconfigOfServiceAccount(NAMESPACE, Chart.USUAL_RELEASE, Duration.ofHours(1)));
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.tokenprotection.app.Main",
                  "operator",
                  "--kubeconfig=" + kubeconfig,
                  "--allowed-endpoint-hosts=" + tenant.graphUri().getAuthority(),
                  "--health-address=127.0.0.1",
                  "--health-port=0")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start();
    }

    void await(
        Resource<TokenProtectionRollout> rollout, Predicate<TokenProtectionRolloutStatus> wanted) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(
              () -> {
                TokenProtectionRolloutStatus status = rollout.get().getStatus();
                assertThat(status != null && wanted.test(status))
                    .as("%s%n%s", status, Files.readString(log))
                    .isTrue();
              });
    }

    /** As the kubelet ends a Pod. */
    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
