package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Looks at EntraTenants as the reconciler does, on the caller's thread. */
public final class TenantLooks {
  private final TenantReconciliation reconciliation;

  public TenantLooks(
      KubernetesClient client, TenantConnector connector, Time time, TenantRegistry registry) {
    this(client, connector, time, registry, EventRecorder.NONE);
  }

  public TenantLooks(
      KubernetesClient client,
      TenantConnector connector,
      Time time,
      TenantRegistry registry,
      EventRecorder events) {
    this(client, connector, time, registry, events, Runnable::run);
  }

  /**
   * @param readings reads the sign-in logs
   */
  public TenantLooks(
      KubernetesClient client,
      TenantConnector connector,
      Time time,
      TenantRegistry registry,
      EventRecorder events,
      Executor readings) {
    HeldConnections connections = new HeldConnections(connector);
    reconciliation =
        new TenantReconciliation(
            new TenantExaminer(
                new TenantConnections(
                    connections,
                    new EndpointAllowList(Set.of("simulator.test:8443")),
                    new SecretReader(client),
                    new ServiceAccountTokens(client))),
            new SharedTenants(time, readings, id -> {}, id -> {}, DecisionMetrics.NONE),
            connections,
            registry,
            new StatusWriter(client),
            new TenantEvents(events),
            tenant -> new TenantUse.Standing.NotKnownYet(),
            time,
            Duration.ofMinutes(10));
  }

  /** One look, with the other EntraTenants of the installation. */
  public void look(EntraTenant tenant, EntraTenant... others) {
    reconciliation.look(tenant, Stream.concat(Stream.of(tenant), Stream.of(others)));
  }
}
