package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.StageDecision;
import dev.tokenprotection.kubernetes.mapping.BreakerRules;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The breaker of a rollout that can't go on: people whom its policies block are let in again,
 * whatever is wrong with its spec, its names or its objects. It needs a connection and the sign-in
 * logs; its rules are those of the spec as far as they can be read, else the defaults.
 */
final class HaltedBreaker {
  private final TenantRegistry registry;
  private final Duration resync;
  private final Supplier<String> ids;
  private final WayBack wayBack;
  private final DecisionMetrics metrics;

  /**
   * @param resync how old a list of policies may be
   * @param ids gives random ids
   */
  HaltedBreaker(
      TenantRegistry registry,
      Duration resync,
      Supplier<String> ids,
      WayBack wayBack,
      DecisionMetrics metrics) {
    this.registry = registry;
    this.resync = resync;
    this.ids = ids;
    this.wayBack = wayBack;
    this.metrics = metrics;
  }

  /** A phase that is watched: what halts it does not halt the breaker. */
  Phase over(Phase phase) {
    return scope ->
        switch (phase.run(scope)) {
          case Phase.Step.Halt halt -> watch(scope, halt);
          case Phase.Step.GoOn goOn -> goOn;
          case Phase.Step.DecideAnew anew -> anew;
          case Phase.Step.Wait wait -> wait;
        };
  }

  private Phase.Step watch(RolloutScope scope, Phase.Step.Halt halt) {
    if (scope.onlyLooksOn() || scope.memory().progress() instanceof Progress.FellBack) {
      return halt;
    }
    Optional<SharedTenant> tenant =
        registry.view(RolloutWakes.tenantOf(scope.resource())).anyConnection();
    if (tenant.isEmpty()) {
      return halt;
    }
    Enforcing enforcing = enforcing(scope, tenant.get());
    if (enforcing.isEmpty()) {
      tenant.get().evidence().endBreaker(scope.id());
      return halt;
    }
    return judge(enforcing, scope, tenant.get(), halt);
  }

  private Phase.Step judge(
      Enforcing enforcing, RolloutScope scope, SharedTenant tenant, Phase.Step.Halt halt) {
    return switch (Breaker.read(enforcing, rules(scope), scope, tenant)) {
      case BreakerReading.Read reading when reading.trips() -> {
        // Noted first, so that what is recorded now does not pass for a look without trouble.
        scope.trouble(halt.trouble());
        Stopped.remember(
            scope,
            new Progress.FellBack(
                Stopped.from(scope, ids), Latch.ofBreaker(reading, ids.get(), scope.now())));
        metrics.decided(StageDecision.FALL_BACK);
        Phase.Step taken = wayBack.take(enforcing.towardsReportOnly(), scope, tenant);
        yield taken instanceof Phase.Step.GoOn ? halt : taken;
      }
      case BreakerReading.Read reading -> halt;
      case BreakerReading.NotRead notRead -> halt;
    };
  }

  private Enforcing enforcing(RolloutScope scope, SharedTenant tenant) {
    Outcome<List<ObservedPolicy>> listed = tenant.policies().notOlderThan(resync);
    return listed
        .success()
        .map(all -> Enforcing.among(all, scope))
        .orElseGet(() -> Enforcing.known(scope, tenant));
  }

  private static BreakerRules rules(RolloutScope scope) {
    return scope.isMapped()
        ? scope.wanted().breaker()
        : BreakerRules.asReadable(scope.resource().getSpec());
  }
}
