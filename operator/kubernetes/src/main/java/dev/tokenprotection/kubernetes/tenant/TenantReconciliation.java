package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantStatus;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.evidence.TenantEvidence;
import dev.tokenprotection.kubernetes.schedule.Wakeups;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one EntraTenant: what it finds goes to the registry, to status and to events. */
final class TenantReconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(TenantReconciliation.class);

  /** How often the logs of a tenant are looked at that no rollout asks about. */
  private static final Duration LOOK_AT_LOGS = Duration.ofHours(6);

  private final TenantExaminer examiner;
  private final SharedTenants shared;
  private final HeldConnections connections;
  private final TenantRegistry registry;
  private final StatusWriter statuses;
  private final TenantEvents events;
  private final TenantUse use;
  private final Time time;
  private final Duration resync;
  private final Wakeups wakeups;

  TenantReconciliation(
      TenantExaminer examiner,
      SharedTenants shared,
      HeldConnections connections,
      TenantRegistry registry,
      StatusWriter statuses,
      TenantEvents events,
      TenantUse use,
      Time time,
      Duration resync) {
    this.examiner = examiner;
    this.shared = shared;
    this.connections = connections;
    this.registry = registry;
    this.statuses = statuses;
    this.events = events;
    this.use = use;
    this.time = time;
    this.resync = resync;
    this.wakeups = new Wakeups(time);
  }

  /**
   * How a look ended.
   *
   * @param news whether rollouts of the tenant have something new to see
   * @param again when to look again
   */
  record Looked(ReconcileResult result, News news, Duration again) {}

  /** Whether there is something new to see. */
  enum News {
    SAME_AS_BEFORE,
    CHANGED
  }

  /**
   * @param resource as the API server has it now
   * @param all every EntraTenant of the installation
   */
  Looked look(EntraTenant resource, Stream<EntraTenant> all) {
    ResourceID id = ResourceID.fromResource(resource);
    Instant now = time.now().truncatedTo(ChronoUnit.SECONDS);
    TenantView before = registry.view(id);
    Examination examination = examine(id, resource, all);
    News news = before.equals(registry.view(id)) ? News.SAME_AS_BEFORE : News.CHANGED;
    EntraTenantStatus status = TenantStatus.of(resource, examination, use.of(id), now);
    return switch (statuses.write(resource, status)) {
      case StatusWriter.Result.Holds<EntraTenant> holds -> {
        events.changed(resource, status);
        log(id, status);
        yield looked(id, news, status);
      }
      case StatusWriter.Result.Overtaken<EntraTenant> overtaken ->
          new Looked(ReconcileResult.CONFLICT, news, wakeups.until(now));
      case StatusWriter.Result.Gone<EntraTenant> gone ->
          new Looked(ReconcileResult.SETTLED, news, resync);
    };
  }

  /** {@code tenant} is gone. */
  void forget(ResourceID tenant) {
    registry.remove(tenant);
    shared.remove(tenant);
    connections.forget(tenant);
    wakeups.succeeded(tenant);
  }

  private Examination examine(ResourceID id, EntraTenant resource, Stream<EntraTenant> all) {
    return switch (examiner.connect(resource, all)) {
      case Attempt.Failed<TenantExaminer.Connected>(Trouble trouble) -> {
        registry.put(
            id,
            shared
                .lastKnown(id)
                .<TenantView>map(known -> new TenantView.Lost(trouble, known))
                .orElseGet(() -> new TenantView.Unusable(trouble)));
        yield new Examination.Failed(trouble);
      }
      case Attempt.Done<TenantExaminer.Connected>(TenantExaminer.Connected connected) -> {
        SharedTenant tenant =
            shared.connected(id, resource.getSpec().tenantId(), connected.tenant());
        BreakGlass declared = BreakGlassReader.declared(resource.getSpec());
        TenantFacts facts = examiner.facts(connected, declared);
        registry.put(
            id,
            new TenantView.Usable(tenant, declared, KeptBreakGlass.of(resource).removal(), facts));
        TenantEvidence evidence = tenant.evidence();
        evidence.look(time.now().minus(LOOK_AT_LOGS));
        yield new Examination.Found(facts, evidence.telemetry());
      }
    };
  }

  private Looked looked(ResourceID id, News news, EntraTenantStatus status) {
    if (has(status, ConditionType.STALLED)) {
      wakeups.succeeded(id);
      return new Looked(ReconcileResult.STALLED, news, wakeups.untilMended());
    }
    if (has(status, ConditionType.RECONCILING)) {
      return new Looked(ReconcileResult.RETRYING, news, wakeups.afterFailure(id));
    }
    wakeups.succeeded(id);
    return new Looked(ReconcileResult.SETTLED, news, wakeups.until(time.now().plus(resync)));
  }

  private static boolean has(EntraTenantStatus status, ConditionType type) {
    return status.conditions().stream().anyMatch(c -> c.type().equals(type.apiName()));
  }

  private static void log(ResourceID id, EntraTenantStatus status) {
    LOG.atInfo()
        .addKeyValue("kind", "EntraTenant")
        .addKeyValue("namespace", id.getNamespace().orElse(""))
        .addKeyValue("name", id.getName())
        .addKeyValue("decision", has(status, ConditionType.STALLED) ? "stalled" : "looked")
        .addKeyValue("reason", status.message())
        .log("Looked at a tenant");
  }
}
