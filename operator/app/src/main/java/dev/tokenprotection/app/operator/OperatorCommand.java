package dev.tokenprotection.app.operator;

import dev.tokenprotection.app.ClusterConfig;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import dev.tokenprotection.kubernetes.schedule.MachineTime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the operator until it is told to stop. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = "Runs the operator, in a cluster or against the current kubeconfig context.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by SIGTERM or SIGINT",
      "1:could not start, or lost its lease",
      "2:wrong usage"
    })
public final class OperatorCommand implements Callable<Integer> {
  private static final Duration STOP_TIME = Duration.ofSeconds(45);

  @Option(
      names = "--namespaces",
      split = ",",
      defaultValue = "${env:TPR_NAMESPACES:-}",
      description =
          "Namespaces whose resources are reconciled (default: all). Also: TPR_NAMESPACES.")
  private List<String> namespaces;

  @Option(
      names = "--installation-id",
      defaultValue = "${env:TPR_INSTALLATION_ID:-}",
      description =
          "Declared id of this installation, part of the marker in Entra (default: the UID of the"
              + " namespace kube-system). Also: TPR_INSTALLATION_ID.")
  private String installationId;

  @Option(
      names = "--take-over-from",
      split = ",",
      defaultValue = "${env:TPR_TAKE_OVER_FROM:-}",
      description =
          "Ids of installations whose policies and groups this one takes over (default: none)."
              + " Also: TPR_TAKE_OVER_FROM.")
  private List<String> takeOverFrom;

  @Option(
      names = "--allowed-endpoint-hosts",
      split = ",",
      defaultValue = "${env:TPR_ALLOWED_ENDPOINT_HOSTS:-}",
      description =
          "Hosts beyond Microsoft's clouds that an EntraTenant may name, as host or host:port."
              + " Also: TPR_ALLOWED_ENDPOINT_HOSTS.")
  private List<String> allowedEndpointHosts;

  @Option(
      names = "--leader-election-namespace",
      defaultValue = "${env:TPR_LEADER_ELECTION_NAMESPACE:-}",
      description =
          "Namespace of the Lease by which one replica is chosen (default: no leader election)."
              + " Also: TPR_LEADER_ELECTION_NAMESPACE.")
  private String leaderElectionNamespace;

  @Option(
      names = "--leader-election-lease",
      defaultValue = "${env:TPR_LEADER_ELECTION_LEASE:-token-protection-operator}",
      description = "Name of the Lease (default: token-protection-operator).")
  private String leaderElectionLease;

  @Option(
      names = "--health-address",
      defaultValue = "${env:TPR_HEALTH_ADDRESS:-0.0.0.0}",
      description = "Address for probes and metrics (default: 0.0.0.0).")
  private String healthAddress;

  @Option(
      names = "--health-port",
      defaultValue = "${env:TPR_HEALTH_PORT:-8080}",
      description = "Port for probes and metrics (default: 8080; 0 picks a free one).")
  private int healthPort;

  @Option(
      names = "--kubeconfig",
      description = "File to use instead of the in-cluster or default configuration.")
  private Path kubeconfig;

  private final Surroundings surroundings;

  /** The operator as users run it. */
  public OperatorCommand() {
    this(new Surroundings(new MachineTime(), Deliveries.NONE, ApiServerConnection::to, () -> {}));
  }

  /**
   * @param surroundings what the operator finds around it
   */
  public OperatorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What the operator finds around it.
   *
   * @param deliveries told of what the API server's watches bring
   * @param connection how an API server is reached
   * @param started called once the operator has started
   */
  public record Surroundings(
      Time time,
      Deliveries deliveries,
      Function<Config, KubernetesClient> connection,
      Runnable started) {}

  @Override
  public Integer call() throws InterruptedException {
    Logger log = LoggerFactory.getLogger(OperatorCommand.class);
    CountDownLatch leadershipLost = new CountDownLatch(1);
    try (KubernetesClient client = client();
        RunningOperator operator =
            RunningOperator.start(
                client,
                surroundings.time(),
                surroundings.deliveries(),
                settings(),
                new InetSocketAddress(healthAddress, healthPort),
                leadershipLost::countDown)) {
      stopOnSignal(operator);
      log.atInfo().setMessage("Operator started").addKeyValue("healthPort", operator.port()).log();
      surroundings.started().run();
      leadershipLost.await();
      log.error("The lease was lost to another replica; exiting so that a fresh process stands by");
      return 1;
    } catch (IOException e) {
      log.error("Could not listen on port {}: {}", healthPort, e.getMessage());
      return 1;
    } catch (IllegalStateException e) {
      log.error(e.getMessage());
      return 1;
    }
  }

  private OperatorSettings settings() {
    LeaderElection election =
        leaderElectionNamespace.isBlank()
            ? new LeaderElection.Off()
            : LeaderElection.On.lease(leaderElectionNamespace, leaderElectionLease);
    return new OperatorSettings(
        nonBlank(namespaces),
        installationId,
        nonBlank(takeOverFrom),
        nonBlank(allowedEndpointHosts),
        election,
        OperatorSettings.DEFAULT_RESYNC_INTERVAL);
  }

  private static HashSet<String> nonBlank(List<String> values) {
    HashSet<String> set = new HashSet<>();
    values.stream().map(String::strip).filter(value -> !value.isEmpty()).forEach(set::add);
    return set;
  }

  private KubernetesClient client() {
    return surroundings.connection().apply(ClusterConfig.of(kubeconfig));
  }

  /** The signal's hook closes the operator; the JVM then ends with the hook's threads. */
  private static void stopOnSignal(RunningOperator operator) {
    Thread hook = new Thread(operator::close, "stop-operator");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  hook.start();
                  try {
                    // A hook that never ended would keep the Pod until it is killed.
                    hook.join(STOP_TIME);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }
}
