package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.ResourceKind;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.LooksUnderWay;
import dev.tokenprotection.kubernetes.schedule.ReconcileAlarms;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties TokenProtectionRollouts to the framework. Its own cleaners would put a finalizer on every
 * rollout; here only those have one whose deletion policy has something to do.
 */
public final class TokenProtectionRolloutReconciler
    implements Reconciler<TokenProtectionRollout>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenProtectionRolloutReconciler.class);

  private final KubernetesClient client;
  private final RolloutLooks looks;
  private final Forgetting forgetting;
  private final RolloutWakes wakes;
  private final WatchedNeighbours neighbours;
  private final WatchedApprovals approvals;
  private final OverlapWakes overlaps;
  private final DecisionMetrics metrics;
  private final LooksUnderWay underWay;
  private final ReconcileAlarms alarms;
  private final Deliveries deliveries;
  private final LongSupplier nanos;
  private final PhaseCensus census = new PhaseCensus();

  TokenProtectionRolloutReconciler(
      KubernetesClient client,
      RolloutLooks looks,
      Forgetting forgetting,
      RolloutWakes wakes,
      WatchedNeighbours neighbours,
      WatchedApprovals approvals,
      OverlapWakes overlaps,
      DecisionMetrics metrics,
      LooksUnderWay underWay,
      ReconcileAlarms alarms,
      Deliveries deliveries,
      LongSupplier nanos) {
    this.client = client;
    this.looks = looks;
    this.forgetting = forgetting;
    this.wakes = wakes;
    this.neighbours = neighbours;
    this.approvals = approvals;
    this.overlaps = overlaps;
    this.metrics = metrics;
    this.underWay = underWay;
    this.alarms = alarms;
    this.deliveries = deliveries;
    this.nanos = nanos;
  }

  /** What is kept in memory of rollouts, and must go with them. */
  record Forgetting(
      TenantRegistry tenants, Cohorts cohorts, LookAgain lookAgain, JustWritten justWritten) {
    void forget(ResourceID rollout, ResourceID tenant) {
      tenants.view(tenant).anyConnection().ifPresent(shared -> shared.evidence().forget(rollout));
      cohorts.forget(rollout);
      lookAgain.forget(rollout);
      justWritten.forget(rollout);
    }
  }

  @Override
  public List<EventSource<?, TokenProtectionRollout>> prepareEventSources(
      EventSourceContext<TokenProtectionRollout> context) {
    neighbours.over(context.getPrimaryCache());
    return List.of(
        wakes.over(context.getPrimaryCache()),
        TenantWatch.over(context, forgetting.tenants()),
        approvals.over(context));
  }

  @Override
  public UpdateControl<TokenProtectionRollout> reconcile(
      TokenProtectionRollout cached, Context<TokenProtectionRollout> context) {
    ResourceID id = ResourceID.fromResource(cached);
    try {
      underWay.during(cached, () -> looked(id, cached, context)).ifPresent(again(id));
    } catch (RuntimeException failure) {
      LOG.atError()
          .addKeyValue("namespace", id.getNamespace().orElse(""))
          .addKeyValue("name", id.getName())
          .setCause(failure)
          .log("The reconcile of a rollout failed");
      alarms.afterFailure(id);
    }
    return UpdateControl.noUpdate();
  }

  private Consumer<Duration> again(ResourceID id) {
    return wait -> alarms.again(id, wait);
  }

  /** How long to wait before the next look; empty when nothing is left to be done. */
  private Optional<Duration> looked(
      ResourceID id, TokenProtectionRollout cached, Context<TokenProtectionRollout> context) {
    if (context.isPrimaryResourceDeleted()) {
      forgetting.forget(id, RolloutWakes.tenantOf(cached));
      wakes.isGone(id, RolloutWakes.tenantOf(cached));
      overlaps.gone(cached);
      metrics.rollouts(census.gone(id));
      alarms.cancel(id);
      deliveries.gone(cached);
      return Optional.empty();
    }
    wakes.isThere(id, RolloutWakes.tenantOf(cached));
    // From the API server, not the cache: what is decided and created goes by the newest version.
    TokenProtectionRollout current = client.resource(cached).get();
    if (current == null) {
      return Optional.empty();
    }
    overlaps.seen(current);
    long begun = nanos.getAsLong();
    try {
      return looks.look(current).map(looked -> counted(id, looked, begun));
    } catch (RuntimeException defect) {
      count(ReconcileResult.FAILED, begun);
      throw defect;
    }
  }

  private Duration counted(ResourceID id, RolloutReconciliation.Looked looked, long begun) {
    count(looked.result(), begun);
    metrics.rollouts(census.seen(id, looked.phase()));
    return looked.again();
  }

  @Override
  public void close() {
    alarms.close();
  }

  private void count(ReconcileResult result, long begun) {
    metrics.reconciled(
        ResourceKind.TOKEN_PROTECTION_ROLLOUT, result, Duration.ofNanos(nanos.getAsLong() - begun));
  }
}
