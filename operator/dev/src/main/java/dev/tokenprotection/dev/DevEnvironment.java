package dev.tokenprotection.dev;

import dev.tokenprotection.app.clock.ProcessClock;
import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.dev.ExampleManifests.SimulatedAddresses;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.InstallManifest;
import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.scenario.Scenario;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * An API server with the chart installed, a simulated tenant, and the operator with the rights of
 * the chart's ServiceAccount and no others. All on one clock, all gone after {@link #close()} or
 * when the JVM ends.
 */
final class DevEnvironment implements AutoCloseable {
  private static final String NAMESPACE = InstallManifest.NAMESPACE;
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(7);
  private static final InetSocketAddress ANY_LOOPBACK_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ProcessClock clock;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private TestBed testBed;
  private LocalApiServer server;
  private SimulatedTenant tenant;

  private DevEnvironment(ProcessClock clock) {
    this.clock = clock;
  }

  /**
   * Starts everything; takes some seconds.
   *
   * @param scenario a name that ships with the simulator, or a file
   * @param speed how many times as fast as the machine's clock the tenant's runs
   * @param history how long before now the tenant's clock starts, so that what it shows stays in
   *     the past for kubectl
   * @throws IOException when a port can't be bound
   */
  static DevEnvironment start(
      ProjectHome home,
      TestBed testBed,
      String scenario,
      int speed,
      Duration history,
      Progress progress)
      throws IOException {
    Scenario content = Scenario.find(scenario);
    DevEnvironment environment =
        new DevEnvironment(ProcessClock.fast(mondayMorningBefore(history), speed));
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
            .clock(clock)
            .tenantId(content.tenantId())
            .scenario(content)
            .start();
    closing.push(tenant::close);
    content.plant(tenant.faults());
  }

  private void startOperator() throws IOException {
    KubernetesClient client =
        ApiServerConnection.to(
            Config.fromKubeconfig(
                server.kubeconfigOfServiceAccount(NAMESPACE, Chart.USUAL_RELEASE, TOKEN_LIFETIME)));
    closing.push(client::close);
    RunningOperator operator =
        RunningOperator.start(
            client,
            clock,
            new OperatorSettings(
                Set.of(),
                "",
                Set.of(),
                Set.copyOf(
                    List.of(tenant.graphUri().getAuthority(), tenant.loginUri().getAuthority())),
                new LeaderElection.Off(),
                OperatorSettings.DEFAULT_RESYNC_INTERVAL),
            ANY_LOOPBACK_PORT,
            () -> {});
    closing.push(operator::close);
  }

  /** Applies the manifests of a file or folder, rewired to the simulated tenant. */
  void apply(Path manifests) {
    ExampleManifests examples =
        new ExampleManifests(
            new SimulatedAddresses(
                tenant.loginUri().toString(),
                tenant.graphUri().toString(),
                tenant.caCertificatePem(),
                clientId -> clientSecret(clientId)));
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

  ProcessClock clock() {
    return clock;
  }

  /** A kubeconfig with all rights, for any kubectl. */
  Path kubeconfig() {
    return server.kubeconfigFile();
  }

  /** Where the simulated tenant's Graph is. */
  URI tenantAddress() {
    return tenant.graphUri();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closing.forEach(Runnable::run);
    }
  }

  private String clientSecret(String clientId) {
    return tenant
        .tenant()
        .apps()
        .find(clientId)
        .flatMap(app -> app.secrets().stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the scenario has no application %s with a secret".formatted(clientId)))
        .value();
  }

  private static Instant mondayMorningBefore(Duration history) {
    return Instant.now()
        .minus(history)
        .atZone(ZoneOffset.UTC)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .truncatedTo(ChronoUnit.DAYS)
        .plusHours(8)
        .toInstant();
  }
}
