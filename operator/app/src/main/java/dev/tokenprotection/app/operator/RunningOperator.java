package dev.tokenprotection.app.operator;

import dev.tokenprotection.app.health.OperatorEndpoints;
import dev.tokenprotection.app.health.OperatorEndpoints.Probe;
import dev.tokenprotection.app.metrics.PrometheusDecisionMetrics;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.ApiVersion;
import dev.tokenprotection.entra.EntraTenantConnector;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.OperatorHealth;
import dev.tokenprotection.kubernetes.OperatorHealth.Liveness;
import dev.tokenprotection.kubernetes.OperatorHealth.Readiness;
import dev.tokenprotection.kubernetes.OperatorRuntime;
import dev.tokenprotection.kubernetes.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The operator, wired: reconcilers, the Entra adapter, metrics and the endpoints for probes. */
public final class RunningOperator implements AutoCloseable {
  private final OperatorRuntime runtime;
  private final OperatorEndpoints endpoints;

  private RunningOperator(OperatorRuntime runtime, OperatorEndpoints endpoints) {
    this.runtime = runtime;
    this.endpoints = endpoints;
  }

  /**
   * Starts to reconcile.
   *
   * @param client stays open when the operator is closed
   * @param deliveries told of what the API server's watches bring
   * @param address of the endpoints for probes and metrics; port 0 picks a free one
   * @param onLeadershipLost what to do when another replica took over
   * @throws IOException when the address can't be bound
   * @throws IllegalStateException when the API server can't be reached or lacks the CRDs
   */
  public static RunningOperator start(
      KubernetesClient client,
      Time time,
      Deliveries deliveries,
      OperatorSettings settings,
      InetSocketAddress address,
      Runnable onLeadershipLost)
      throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OperatorRuntime runtime =
        OperatorRuntime.builder()
            .client(client)
            .connector(
                new EntraTenantConnector(time, settings.allowedEndpointHosts(), ApiVersion.V1_0))
            .time(time)
            .deliveries(deliveries)
            .settings(settings)
            .metrics(new PrometheusDecisionMetrics(registry))
            .onLeadershipLost(onLeadershipLost)
            .build();
    OperatorEndpoints endpoints =
        OperatorEndpoints.start(
            address, () -> live(runtime.health()), () -> ready(runtime.health()), registry::scrape);
    try {
      runtime.start();
    } catch (RuntimeException e) {
      endpoints.close();
      throw e;
    }
    return new RunningOperator(runtime, endpoints);
  }

  /** The port of the endpoints. */
  public int port() {
    return endpoints.port();
  }

  @Override
  public void close() {
    runtime.close();
    endpoints.close();
  }

  private static Probe live(OperatorHealth health) {
    return health.liveness() == Liveness.LIVE ? new Probe.Passing() : failing(health);
  }

  private static Probe ready(OperatorHealth health) {
    return health.readiness() == Readiness.READY ? new Probe.Passing() : failing(health);
  }

  private static Probe failing(OperatorHealth health) {
    return new Probe.Failing(String.join("\n", health.problems()));
  }
}
