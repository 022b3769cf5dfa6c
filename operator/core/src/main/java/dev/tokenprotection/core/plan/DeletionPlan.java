package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writes that a rollout's deletion makes to its policies: their state alone, always away from
 * enforcement, so that no other guard has to agree. What blocks people comes first.
 */
public final class DeletionPlan {
  private DeletionPlan() {}

  /** A policy of the rollout. */
  public record Owned(PolicyRole role, ObservedPolicy policy) {
    private boolean is(PolicyState state) {
      return policy.content().state() == state;
    }
  }

  /**
   * Which of {@code policies} are the rollout's: those that carry its marker, all of them if there
   * is more than one of a role, and those that it knows by id, unless somebody else's marker is on
   * them: another rollout or installation took such a policy over.
   */
  public static List<Owned> owned(
      RolloutIdentity identity,
      Collection<ObservedPolicy> policies,
      Map<PolicyRole, PolicyId> known) {
    Marker own = Marker.of(identity);
    List<Owned> owned = new ArrayList<>();
    for (ObservedPolicy policy : policies) {
      Optional<Marker.Found> found = Marker.find(policy.content().displayName());
      if (found.isEmpty()) {
        known.forEach(
            (role, id) -> {
              if (id.equals(policy.id())) {
                owned.add(new Owned(role, policy));
              }
            });
      } else if (found.get().marker().equals(own)) {
        owned.add(new Owned(found.get().role(), policy));
      }
    }
    return owned;
  }

  /**
   * What is still to be written.
   *
   * @param owned the rollout's policies as they were just read
   */
  public static Plan of(DeletionPolicy policy, Collection<Owned> owned) {
    return switch (policy) {
      case ORPHAN -> Plan.NOTHING;
      case REPORT_ONLY ->
          new Plan(changes(owned, PolicyState.ENABLED, PolicyState.REPORT_ONLY, Direction.LESS));
      case DISABLE -> {
        List<Change> changes =
            new ArrayList<>(
                changes(owned, PolicyState.ENABLED, PolicyState.DISABLED, Direction.LESS));
        changes.addAll(
            changes(owned, PolicyState.REPORT_ONLY, PolicyState.DISABLED, Direction.NEUTRAL));
        yield new Plan(changes);
      }
    };
  }

  private static List<Change> changes(
      Collection<Owned> owned, PolicyState from, PolicyState to, Direction direction) {
    return owned.stream()
        .filter(one -> one.is(from))
        .map(one -> new Action.SetPolicyState(one.role(), one.policy().id(), to))
        .map(action -> new Change(action, direction))
        .toList();
  }
}
