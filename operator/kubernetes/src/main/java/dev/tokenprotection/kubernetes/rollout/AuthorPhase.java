package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.DriftStatus;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftAuthor;
import dev.tokenprotection.core.drift.PolicyDrift;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.port.AuditPort;
import dev.tokenprotection.core.port.AuditPort.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Who probably made the drift that was found. Asked once for each drift and for the most urgent
 * policy only; whatever the audit log answers, the look goes on.
 */
final class AuthorPhase implements Phase {
  /** The record of a write may tell a slightly earlier time than the policy itself. */
  private static final Duration BEFORE_THE_WRITE = Duration.ofMinutes(5);

  /** A policy that is gone does not tell when it went. */
  private static final Duration BEFORE_IT_WAS_MISSED = Duration.ofDays(1);

  @Override
  public Step run(RolloutScope scope) {
    Drift drift = scope.planned().drift().drift();
    if (drift.isEmpty() || scope.driftAuthor().isPresent()) {
      return Step.GO_ON;
    }
    DriftStatus before =
        scope.resource().getStatus() == null ? null : scope.resource().getStatus().drift();
    boolean isKnown =
        before != null
            && before.author() != null
            && ObjectStatuses.message(drift).equals(before.message());
    scope.driftAuthor(isKnown ? before.author() : ask(scope, drift).sentenceFor(drift));
    return Step.GO_ON;
  }

  private static DriftAuthor ask(RolloutScope scope, Drift drift) {
    PolicyDrift gravest = drift.policies().getFirst();
    AuditPort audits = scope.tenant().tenant().audits();
    return switch (gravest) {
      case PolicyDrift.Changed changed ->
          of(audits, changed, Activity.UPDATE, written(scope, changed).minus(BEFORE_THE_WRITE));
      case PolicyDrift.Deleted deleted ->
          of(audits, deleted, Activity.DELETE, scope.now().minus(BEFORE_IT_WAS_MISSED));
    };
  }

  private static DriftAuthor of(
      AuditPort audits, PolicyDrift drift, Activity activity, Instant since) {
    return DriftAuthor.of(
        audits.changes(drift.id(), activity, since).success().orElseGet(List::of));
  }

  private static Instant written(RolloutScope scope, PolicyDrift drift) {
    return scope
        .observed()
        .policy(drift.role())
        .map(ObservedPolicy::modifiedAt)
        .orElse(scope.now());
  }
}
