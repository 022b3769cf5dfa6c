package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The short road of an emergency stop. It needs nothing but a connection: no valid spec, no
 * resolved names, no break-glass, no evidence, no list of the tenant's policies, and no agreement
 * on which of two marked policies is the right one. It is also the road of a way back whose write
 * failed, whatever else keeps the rollout from going on.
 */
final class StopPhase implements Phase {
  private final TenantRegistry registry;
  private final Supplier<String> ids;
  private final WayBack wayBack;
  private final Duration resync;

  /**
   * @param ids gives random ids
   * @param resync how old a list of policies may be while a stop lasts
   */
  StopPhase(TenantRegistry registry, Supplier<String> ids, WayBack wayBack, Duration resync) {
    this.registry = registry;
    this.ids = ids;
    this.wayBack = wayBack;
    this.resync = resync;
  }

  @Override
  public Step run(RolloutScope scope) {
    boolean isAsked = !scope.stops().isEmpty();
    if (!(isAsked || isOnTheWayBack(scope)) || scope.resource().getSpec() == null) {
      return Step.GO_ON;
    }
    Duration oldest = isAsked && !isLatched(scope) ? Duration.ZERO : resync;
    if (isAsked && !(scope.memory().progress() instanceof Progress.NotStarted)) {
      // First of all: the stop is in force from now on, whatever can be read or written.
      latch(scope);
    }
    if (scope.onlyLooksOn()) {
      // Not even a stop is written; what it wants is planned and told.
      return Step.GO_ON;
    }
    Optional<SharedTenant> tenant =
        registry.view(RolloutWakes.tenantOf(scope.resource())).anyConnection();
    return tenant.isEmpty() ? Step.GO_ON : stop(scope, tenant.get(), oldest);
  }

  /** Whether an earlier look decided to go back; its write may have failed. */
  private static boolean isOnTheWayBack(RolloutScope scope) {
    return scope.memory().progress() instanceof Progress.FellBack
        && !(scope.hand() instanceof Hand.Resume);
  }

  /**
   * @param oldest how old a list of policies may be: a stop that is new goes by what is live now,
   *     one that lasts by what every rollout of the tenant goes by
   */
  private Step stop(RolloutScope scope, SharedTenant tenant, Duration oldest) {
    Outcome<List<ObservedPolicy>> listed =
        oldest.isZero() ? tenant.policies().fresh() : tenant.policies().notOlderThan(oldest);
    if (listed.failure().isPresent()) {
      Step step = carryOut(scope, tenant, Enforcing.known(scope, tenant));
      return step instanceof Step.GoOn ? new Step.Halt(Trouble.of(listed)) : step;
    }
    return carryOut(scope, tenant, Enforcing.among(listed.success().orElseThrow(), scope));
  }

  private Step carryOut(RolloutScope scope, SharedTenant tenant, Enforcing enforcing) {
    if (!enforcing.isEmpty() && !scope.stops().isEmpty()) {
      latch(scope);
    }
    return wayBack.take(enforcing.towardsReportOnly(), scope, tenant);
  }

  private void latch(RolloutScope scope) {
    if (!isLatched(scope)) {
      Hold.EmergencyStop stop = scope.stops().getFirst();
      Stopped.remember(
          scope,
          new Progress.FellBack(
              Stopped.from(scope, ids),
              new Latch(
                  stop.latch(),
                  Latch.Cause.EMERGENCY_STOP,
                  scope.now(),
                  stop.by(),
                  stop.sentence())));
    }
  }

  private static boolean isLatched(RolloutScope scope) {
    return scope.memory().progress()
            instanceof Progress.FellBack(Progress.AtStage from, Latch latch)
        && latch.id().equals(scope.stops().getFirst().latch());
  }
}
