package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.BreakerReading.Basis;
import dev.tokenprotection.kubernetes.evidence.TenantEvidence;
import dev.tokenprotection.kubernetes.mapping.BreakerRules;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import java.time.Instant;
import java.util.Optional;

/** Whether the enabled policies of a rollout block more people than is tolerated. */
final class Breaker {
  private Breaker() {}

  /** Asks the logs, and has them read when the last reading is too old. */
  static BreakerReading read(
      Enforcing enforcing, BreakerRules rules, RolloutScope scope, SharedTenant tenant) {
    Optional<Integer> blocked =
        tenant
            .evidence()
            .mostBlockedUsers(
                scope.id(),
                enforcing.ids(),
                rules.within(),
                lastResume(scope),
                scope.now().minus(TenantEvidence.BLOCKED_READ_EACH));
    return blocked
        .<BreakerReading>map(users -> judged(users, enforcing, rules, tenant))
        .orElseGet(BreakerReading.NotRead::new);
  }

  private static BreakerReading judged(
      int blocked, Enforcing enforcing, BreakerRules rules, SharedTenant tenant) {
    long smallest = rules.maxBlockedUsers().smallest();
    return switch (rules.maxBlockedUsers()) {
      case CountOrShare.Count(long limit) ->
          new BreakerReading.Read(blocked, limit, Basis.AS_SPECIFIED, rules.within());
      case CountOrShare.OfWhole share when blocked <= smallest ->
          // Whatever the whole is. To count it takes many requests, and may fail.
          new BreakerReading.Read(blocked, smallest, Basis.AS_SPECIFIED, rules.within());
      case CountOrShare.OfWhole share -> ofWhole(blocked, enforcing, rules, tenant);
    };
  }

  private static BreakerReading ofWhole(
      int blocked, Enforcing enforcing, BreakerRules rules, SharedTenant tenant) {
    return covered(enforcing, tenant)
        .map(
            whole ->
                new BreakerReading.Read(
                    blocked,
                    rules.maxBlockedUsers().of(Math.max(1, whole)),
                    Basis.AS_SPECIFIED,
                    rules.within()))
        .orElseGet(
            () ->
                new BreakerReading.Read(
                    blocked, rules.maxBlockedUsers().smallest(), Basis.SMALLEST, rules.within()));
  }

  /** How many users are covered; empty when that can't be counted. */
  private static Optional<Integer> covered(Enforcing enforcing, SharedTenant tenant) {
    return enforcing.unread().isEmpty()
        ? CoveredUsers.of(enforcing.read(), tenant.directory()).success()
        : Optional.empty();
  }

  /** What was blocked before a person resumed has been dealt with. */
  private static Instant lastResume(RolloutScope scope) {
    return scope
        .memory()
        .handled(Annotations.RESUME)
        .filter(token -> token.outcome().equals(HandsPhase.EXECUTED))
        .map(token -> token.handledAt())
        .orElse(Instant.EPOCH);
  }
}
