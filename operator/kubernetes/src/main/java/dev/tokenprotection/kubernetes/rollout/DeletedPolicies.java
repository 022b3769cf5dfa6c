package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.EnumMap;
import java.util.Map;

/**
 * The policies of a rollout that somebody deleted, as far as they can be restored. Asked for only
 * while one that is known by its id is missing.
 */
final class DeletedPolicies {
  private DeletedPolicies() {}

  /**
   * @param found the policies that exist
   */
  static Attempt<Map<PolicyRole, ObservedPolicy>> look(
      RolloutScope scope, Map<PolicyRole, ObservedPolicy> found) {
    Map<PolicyRole, ObservedPolicy> deleted = new EnumMap<>(PolicyRole.class);
    for (Map.Entry<PolicyRole, PolicyId> known : scope.memory().policies().entrySet()) {
      if (found.containsKey(known.getKey()) || !scope.isRestorable(known.getValue())) {
        continue;
      }
      Outcome<ObservedPolicy> outcome =
          scope.tenant().tenant().policies().getDeleted(known.getValue());
      switch (outcome) {
        case Outcome.Ok<ObservedPolicy>(ObservedPolicy policy) ->
            deleted.put(known.getKey(), policy);
        // Nobody can restore it, or we may not look: it is made anew.
        case Outcome.Conflict<ObservedPolicy> gone -> {}
        case Outcome.Terminal<ObservedPolicy> refused -> {}
        case Outcome.Retryable<ObservedPolicy> retryable -> {
          return Attempt.failed(Trouble.of(outcome));
        }
        case Outcome.Throttled<ObservedPolicy> throttled -> {
          return Attempt.failed(Trouble.of(outcome));
        }
      }
    }
    return Attempt.done(deleted);
  }
}
