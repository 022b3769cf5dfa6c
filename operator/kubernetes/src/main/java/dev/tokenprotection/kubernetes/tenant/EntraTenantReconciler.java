package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.ResourceKind;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.LooksUnderWay;
import dev.tokenprotection.kubernetes.schedule.ReconcileAlarms;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties EntraTenants to the framework: what wakes them, and when they are looked at again. */
public final class EntraTenantReconciler implements Reconciler<EntraTenant>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EntraTenantReconciler.class);

  private final KubernetesClient client;
  private final TenantReconciliation reconciliation;
  private final SecretWatches secrets;
  private final SimpleInboundEventSource<EntraTenant> wakes;
  private final Consumer<ResourceID> wakeRolloutsOf;
  private final DecisionMetrics metrics;
  private final LooksUnderWay underWay;
  private final ReconcileAlarms alarms;
  private final Deliveries deliveries;
  private final LongSupplier nanos;

  EntraTenantReconciler(
      KubernetesClient client,
      TenantReconciliation reconciliation,
      SecretWatches secrets,
      SimpleInboundEventSource<EntraTenant> wakes,
      Consumer<ResourceID> wakeRolloutsOf,
      DecisionMetrics metrics,
      LooksUnderWay underWay,
      ReconcileAlarms alarms,
      Deliveries deliveries,
      LongSupplier nanos) {
    this.client = client;
    this.reconciliation = reconciliation;
    this.secrets = secrets;
    this.wakes = wakes;
    this.wakeRolloutsOf = wakeRolloutsOf;
    this.metrics = metrics;
    this.underWay = underWay;
    this.alarms = alarms;
    this.deliveries = deliveries;
    this.nanos = nanos;
  }

  @Override
  public List<EventSource<?, EntraTenant>> prepareEventSources(
      EventSourceContext<EntraTenant> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<EntraTenant> reconcile(EntraTenant cached, Context<EntraTenant> context) {
    ResourceID id = ResourceID.fromResource(cached);
    try {
      underWay
          .during(cached, () -> looked(id, cached, context))
          .ifPresent(wait -> alarms.again(id, wait));
    } catch (RuntimeException failure) {
      LOG.atError()
          .addKeyValue("namespace", id.getNamespace().orElse(""))
          .addKeyValue("name", id.getName())
          .setCause(failure)
          .log("The reconcile of a tenant failed");
      alarms.afterFailure(id);
    }
    return UpdateControl.noUpdate();
  }

  /** How long to wait before the next look; empty when nothing is left to be done. */
  private Optional<Duration> looked(
      ResourceID id, EntraTenant cached, Context<EntraTenant> context) {
    if (context.isPrimaryResourceDeleted()) {
      forget(id, cached, context);
      return Optional.empty();
    }
    EntraTenant current = client.resource(cached).get();
    if (current == null) {
      return Optional.empty();
    }
    long begun = nanos.getAsLong();
    secrets.watch(
        id,
        current.getSpec() == null ? Set.of() : TenantConnections.secretNames(current.getSpec()));
    TenantReconciliation.Looked looked =
        reconciliation.look(current, context.getPrimaryCache().list());
    if (looked.news() == TenantReconciliation.News.CHANGED) {
      wakeRolloutsOf.accept(id);
    }
    metrics.reconciled(
        ResourceKind.ENTRA_TENANT, looked.result(), Duration.ofNanos(nanos.getAsLong() - begun));
    return Optional.of(looked.again());
  }

  @Override
  public void close() {
    alarms.close();
  }

  private void forget(ResourceID id, EntraTenant deleted, Context<EntraTenant> context) {
    reconciliation.forget(id);
    secrets.forget(id);
    wakeRolloutsOf.accept(id);
    // One of them may have waited for this one to go.
    context
        .getPrimaryCache()
        .list(other -> TenantClaims.isSameTenant(deleted, other))
        .map(ResourceID::fromResource)
        .forEach(wakes::propagateEvent);
    metrics.reconciled(ResourceKind.ENTRA_TENANT, ReconcileResult.SETTLED, Duration.ZERO);
    alarms.cancel(id);
    deliveries.gone(deleted);
  }
}
