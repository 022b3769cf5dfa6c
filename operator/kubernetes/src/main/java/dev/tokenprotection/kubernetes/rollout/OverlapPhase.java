package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.guard.Overlap;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether another rollout of the tenant wants the same policy, managed group or cohort and was
 * there first. Looked at in every round, so also right before each write. Which of the two is in
 * Entra already is read only when they overlap at all.
 */
final class OverlapPhase implements Phase {
  private final Neighbours neighbours;
  private final ObservePhase.PolicyList policies;

  OverlapPhase(Neighbours neighbours, ObservePhase.PolicyList policies) {
    this.neighbours = neighbours;
    this.policies = policies;
  }

  @Override
  public Step run(RolloutScope scope) {
    String installation = scope.identity().installation();
    List<Claim> others =
        neighbours.of(scope.resource()).stream()
            .filter(other -> other.getSpec() != null)
            .map(other -> Claims.of(other, installation))
            .toList();
    Claim own = Claims.of(scope.resource(), scope.memory(), installation);
    if (!Overlap.isAny(own, others)) {
      return Step.GO_ON;
    }
    Outcome<List<ObservedPolicy>> listed = policies.of(scope);
    if (listed.failure().isPresent()) {
      return new Step.Halt(Trouble.of(listed));
    }
    return Overlap.before(own, others, markers(listed.success().orElseThrow()))
        .<Step>map(overlap -> new Step.Halt(trouble(overlap)))
        .orElse(Step.GO_ON);
  }

  private static Set<Marker> markers(List<ObservedPolicy> policies) {
    return policies.stream()
        .map(policy -> Marker.find(policy.content().displayName()))
        .flatMap(Optional::stream)
        .map(Marker.Found::marker)
        .collect(Collectors.toSet());
  }

  private static Trouble trouble(Overlap overlap) {
    return Trouble.forPerson(ConditionReason.OVERLAPS_ANOTHER_ROLLOUT, overlap.sentence());
  }
}
