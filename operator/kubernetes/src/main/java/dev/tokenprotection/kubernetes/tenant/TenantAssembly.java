package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.LooksUnderWay;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.schedule.ReconcileAlarms;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Puts the reconciler of EntraTenants together.
 *
 * @param allowedEndpointHosts hosts beyond those of Microsoft's clouds
 * @param use knows which rollouts refer to an EntraTenant
 * @param executor runs the reading of logs
 * @param wakeRollout wakes one rollout
 * @param wakeRolloutsOf wakes every rollout of an EntraTenant
 */
public record TenantAssembly(
    KubernetesClient client,
    TenantConnector connector,
    Set<String> allowedEndpointHosts,
    Time time,
    Duration resync,
    TenantRegistry registry,
    EventRecorder events,
    TenantUse use,
    Executor executor,
    Consumer<ResourceID> wakeRollout,
    Consumer<ResourceID> wakeRolloutsOf,
    DecisionMetrics metrics) {

  /**
   * A reconciler and what goes with it.
   *
   * @param wake wakes an EntraTenant
   * @param held must be closed after the reconciler
   */
  public record Assembled(EntraTenantReconciler reconciler, Consumer<ResourceID> wake, Held held) {}

  /** What is held: the watches of Secrets, the readings of logs, the connections to tenants. */
  public static final class Held implements AutoCloseable {
    private final SecretWatches watches;
    private final SharedTenants tenants;
    private final HeldConnections connections;

    private Held(SecretWatches watches, SharedTenants tenants, HeldConnections connections) {
      this.watches = watches;
      this.tenants = tenants;
      this.connections = connections;
    }

    @Override
    public void close() {
      watches.close();
      tenants.close();
      connections.close();
    }
  }

  /**
   * @param underWay where looks are counted
   * @param deliveries told of what the watches bring
   */
  public Assembled assemble(LooksUnderWay underWay, Deliveries deliveries) {
    SimpleInboundEventSource<EntraTenant> wakes = new SimpleInboundEventSource<>("wakes");
    SecretWatches watches = new SecretWatches(client, wakes::propagateEvent, deliveries);
    HeldConnections connections = new HeldConnections(connector);
    SharedTenants shared =
        new SharedTenants(time, executor, wakeRollout, wakes::propagateEvent, metrics);
    TenantReconciliation reconciliation =
        new TenantReconciliation(
            new TenantExaminer(
                new TenantConnections(
                    connections,
                    new EndpointAllowList(allowedEndpointHosts),
                    new SecretReader(client),
                    new ServiceAccountTokens(client))),
            shared,
            connections,
            registry,
            new StatusWriter(client),
            new TenantEvents(events),
            use,
            time,
            resync);
    return new Assembled(
        new EntraTenantReconciler(
            client,
            reconciliation,
            watches,
            wakes,
            wakeRolloutsOf,
            metrics,
            underWay,
            new ReconcileAlarms(time, wakes::propagateEvent),
            deliveries,
            System::nanoTime),
        wakes::propagateEvent,
        new Held(watches, shared, connections));
  }
}
