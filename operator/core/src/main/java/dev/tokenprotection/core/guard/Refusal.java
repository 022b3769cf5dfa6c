package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import java.util.Set;

/** Which changes a violation keeps from being carried out. */
public sealed interface Refusal {
  /** All of them: the rollout only looks on. */
  record Everything() implements Refusal {}

  /** All but the state of a policy away from enforcement. */
  record AllButReportOnly() implements Refusal {}

  /** All but what makes a policy enforce less. */
  record AllButLess() implements Refusal {}

  /** Those that may block sign-ins that are not blocked today. */
  record MoreEnforcement() implements Refusal {}

  /** New members of one group. */
  record Additions(String group) implements Refusal {}

  /** Removals from one group. */
  record Removals(String group) implements Refusal {}

  /** All writes to the policies of some roles, but what makes them enforce less. */
  record OfPolicies(Set<PolicyRole> roles) implements Refusal {
    public OfPolicies {
      roles = Set.copyOf(roles);
    }

    private boolean names(Action action) {
      return switch (action) {
        case Action.CreatePolicy create -> roles.contains(create.role());
        case Action.RestorePolicy restore -> roles.contains(restore.role());
        case Action.AdoptPolicy adopt -> roles.contains(adopt.role());
        case Action.TakeOver.OfPolicy taken -> roles.contains(taken.role());
        case Action.TakeOver.OfGroup _ -> false;
        case Action.UpdatePolicy update -> roles.contains(update.role());
        case Action.SetPolicyState set -> roles.contains(set.role());
        case Action.CreateGroup _ -> false;
        case Action.AddMembers _ -> false;
        case Action.RemoveMember _ -> false;
      };
    }
  }

  /** Whether {@code change} is refused. */
  default boolean covers(Change change) {
    return switch (this) {
      case Everything _ -> true;
      case AllButReportOnly _ -> !change.isTowardsReportOnly();
      case AllButLess _ -> !change.lowersPolicy();
      case OfPolicies policies -> policies.names(change.action()) && !change.lowersPolicy();
      case MoreEnforcement _ -> change.direction() == Direction.MORE;
      case Additions(String group) ->
          change.action() instanceof Action.AddMembers add && add.displayName().equals(group);
      case Removals(String group) ->
          change.action() instanceof Action.RemoveMember remove
              && remove.displayName().equals(group);
    };
  }
}
