package dev.tokenprotection.dev;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.InstallManifest;
import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.dev.time.WatchedOperator;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.scenario.Scenario;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * An API server with the chart installed, a simulated tenant, and the operator with the rights of
 * the chart's ServiceAccount and no others. All on one simulated time, all gone after {@link
 * #close()} or when the JVM ends.
 */
final class DevEnvironment implements AutoCloseable {
  /** A Monday morning; the same at each start, so that the same happens. */
  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

  private static final String NAMESPACE = InstallManifest.NAMESPACE;

  /** Nobody changes anything behind the operator's back here; each resync costs the machine. */
  private static final Duration RESYNC = Duration.ofHours(6);

  private static final Duration TOKEN_LIFETIME = Duration.ofDays(7);
  private static final InetSocketAddress ANY_LOOPBACK_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final SimulatedTime time;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private TestBed testBed;
  private LocalApiServer server;
  private SimulatedTenant tenant;
  private WatchedOperator operator;

  private DevEnvironment(SimulatedTime time) {
    this.time = time;
  }

  /**
   * Starts everything; takes some seconds.
   *
   * @param scenario a name that ships with the simulator, or a file
   * @throws IOException when a port can't be bound
   */
  static DevEnvironment start(ProjectHome home, TestBed testBed, String scenario, Progress progress)
      throws IOException {
    Scenario content = Scenario.find(scenario);
    DevEnvironment environment = new DevEnvironment(new SimulatedTime(START));
    Runtime.getRuntime().addShutdownHook(new Thread(environment::close, "stop-dev"));
    try {
      environment.startServer(home, testBed, progress);
      progress.begin("starting the simulated tenant");
      environment.startTenant(content);
      progress.begin("starting the operator");
      environment.startOperator();
      return environment;
    } catch (IOException | RuntimeException e) {
      environment.close();
      throw e;
    }
  }

  private void startServer(ProjectHome home, TestBed testBed, Progress progress) {
    progress.begin("starting the API server");
    this.testBed = testBed;
    server = LocalApiServer.start(testBed);
    closing.push(server::close);
    progress.begin("installing charts/install.yaml");
    InstallManifest.of(home).install(server);
  }

  private void startTenant(Scenario content) {
    tenant =
        SimulatedTenant.builder()
            .clock(time)
            .tenantId(content.tenantId())
            .scenario(content)
            .start();
    closing.push(tenant::close);
    content.plant(tenant.faults());
  }

  private void startOperator() throws IOException {
    operator = new WatchedOperator(time, Set.of());
    time.waitFor(operator);
    closing.push(operator::close);
    closing.push(() -> time.forget(operator));
    KubernetesClient client =
        operator.connect(
            Config.fromKubeconfig(
                server.kubeconfigOfServiceAccount(NAMESPACE, Chart.USUAL_RELEASE, TOKEN_LIFETIME)));
    closing.push(client::close);
    RunningOperator running =
        RunningOperator.start(
            client,
            time,
            operator,
            new OperatorSettings(
                Set.of(),
                "",
                Set.of(),
                Set.copyOf(
                    List.of(tenant.graphUri().getAuthority(), tenant.loginUri().getAuthority())),
                new LeaderElection.Off(),
                RESYNC),
            ANY_LOOPBACK_PORT,
            () -> {});
    closing.push(running::close);
  }

  /** Applies the manifests of a file or folder, rewired to the simulated tenant. */
  void apply(Path manifests) {
    ExampleManifests examples = new ExampleManifests(tenant);
    for (HasMetadata resource : examples.read(manifests, client())) {
      client().resource(resource).serverSideApply();
    }
  }

  /** A line for those who have no kubectl on their path; empty for the others. */
  Optional<String> whereKubectlIs() {
    boolean onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    return onPath
        ? Optional.empty()
        : Optional.of(
            testBed
                .kubectlThatIsThere()
                .map(kubectl -> "kubectl: " + kubectl)
                .orElse("No kubectl is on the path: https://kubernetes.io/docs/tasks/tools/"));
  }

  /** A client with all rights. */
  KubernetesClient client() {
    return server.client();
  }

  SimulatedTime time() {
    return time;
  }

  /** The phases of all rollouts; empty for one that has none yet. */
  List<String> phases() {
    return operator.rollouts().stream()
        .map(TokenProtectionRollout::getStatus)
        .map(status -> status == null || status.phase() == null ? "" : status.phase())
        .toList();
  }

  /** A kubeconfig with all rights, for any kubectl. */
  Path kubeconfig() {
    return server.kubeconfigFile();
  }

  /** Whether it was closed, as by Ctrl-C. */
  boolean isClosed() {
    return closed.get();
  }

  /** What a person needs to reach the simulated tenant, and to plan against it. */
  List<String> howToReachTheTenant(Path manifests) throws IOException {
    Path authority = server.kubeconfigFile().resolveSibling("simulated-tenant-ca.pem");
    Files.writeString(authority, tenant.caCertificatePem());
    List<String> lines = new ArrayList<>();
    lines.add("Simulated tenant: %s, id %s".formatted(tenant.graphUri(), tenant.tenant().id()));
    lines.add("Its certificate:  %s".formatted(authority));
    tenant.tenant().apps().all().stream()
        .filter(app -> !app.secrets().isEmpty())
        .forEach(
            app ->
                lines.add(
                    "Application:      %s (%s), secret %s"
                        .formatted(
                            app.clientId(), app.displayName(), app.secrets().getFirst().value())));
    lines.add(
        "Plan:             ./tpr plan -f %s --allowed-endpoint-hosts %s"
            .formatted(manifests, tenant.graphUri().getAuthority()));
    return lines;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closing.forEach(Runnable::run);
    }
  }
}
