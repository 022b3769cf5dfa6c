package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.evidence.Telemetry;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The tenants that are connected; what is shared outlives a changed credential. */
final class SharedTenants implements AutoCloseable {
  private final Map<ResourceID, SharedTenant> tenants = new ConcurrentHashMap<>();
  private final Map<ResourceID, TelemetryCondition> lastTold = new ConcurrentHashMap<>();
  private final Time time;
  private final Executor executor;
  private final Consumer<ResourceID> wakeRollout;
  private final Consumer<ResourceID> wakeTenant;
  private final DecisionMetrics metrics;

  /**
   * @param executor runs the reading of logs
   * @param wakeRollout wakes a rollout that waits for its evidence
   * @param wakeTenant wakes an EntraTenant whose logs are to read in another way than before
   * @param metrics told of rows that were read, and how late they came
   */
  SharedTenants(
      Time time,
      Executor executor,
      Consumer<ResourceID> wakeRollout,
      Consumer<ResourceID> wakeTenant,
      DecisionMetrics metrics) {
    this.time = time;
    this.executor = executor;
    this.wakeRollout = wakeRollout;
    this.wakeTenant = wakeTenant;
    this.metrics = metrics;
  }

  /** The shared part of a tenant that was just connected. */
  SharedTenant connected(ResourceID resource, String tenantId, Tenant tenant) {
    SharedTenant shared =
        tenants.compute(
            resource,
            (id, known) -> {
              if (known != null && known.tenantId().equals(tenantId)) {
                return known;
              }
              Optional.ofNullable(known).ifPresent(SharedTenant::close);
              return begin(id, tenantId, tenant);
            });
    shared.connection(tenant);
    return shared;
  }

  private SharedTenant begin(ResourceID id, String tenantId, Tenant tenant) {
    return new SharedTenant(
        tenantId,
        tenant,
        time,
        executor,
        wakeRollout,
        telemetry -> tellIfChanged(id, telemetry),
        metrics::signInsRead);
  }

  private void tellIfChanged(ResourceID id, Telemetry telemetry) {
    metrics.signInLag(largestLag());
    TelemetryCondition condition = TelemetryCondition.of(telemetry);
    if (!condition.equals(lastTold.put(id, condition))) {
      wakeTenant.accept(id);
    }
  }

  private Duration largestLag() {
    return tenants.values().stream()
        .map(shared -> shared.evidence().lag())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  Optional<SharedTenant> lastKnown(ResourceID resource) {
    return Optional.ofNullable(tenants.get(resource));
  }

  void remove(ResourceID resource) {
    Optional.ofNullable(tenants.remove(resource)).ifPresent(SharedTenant::close);
    lastTold.remove(resource);
  }

  @Override
  public void close() {
    tenants.keySet().forEach(this::remove);
  }
}
