package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From what is desired and what was observed to the writes between them.
 *
 * <p>Order: what lowers enforcement comes first, the state of a policy before all; then a repair of
 * exclusions, on its own; then what is taken over from another installation, and policies that are
 * adopted; then what nobody is blocked by: groups, their members, missing policies (the observe
 * policy first), fields; then new members of groups that are enforced. A write that lets a policy
 * block more sign-ins comes last: it is planned only when nothing else is left to do, as observed
 * and not as hoped, and one at a time. So a promotion is three plans: groups in, read back, {@code
 * {"state":"enabled"}} alone.
 */
public final class Planner {
  /** The order of kinds of change within a plan. */
  private enum Rank {
    STATE_LESS,
    EXCLUSIONS_LESS,
    LESS,
    EXCLUSIONS,
    TAKE_OVER,
    ADOPT_POLICY,
    CREATE_GROUP,
    MEMBERS,
    CREATE_POLICY,
    POLICY,
    MEMBERS_MORE
  }

  private Planner() {}

  /** The next writes; empty when the tenant is as desired. */
  public static Plan plan(DesiredState desired, DesiredMembers members, ObservedState observed) {
    return plan(desired, desired, members, observed);
  }

  /**
   * The next writes while no more may be enforced than has passed a gate.
   *
   * @param wanted what the stage wants in the end; adoptions tell all of it
   */
  public static Plan plan(
      DesiredState wanted, Scope passed, DesiredMembers members, ObservedState observed) {
    return plan(wanted.enforcingWithin(passed), wanted, members, observed);
  }

  private static Plan plan(
      DesiredState desired, DesiredState wanted, DesiredMembers members, ObservedState observed) {
    List<Change> steps = new ArrayList<>();
    List<Change> widening = new ArrayList<>();
    for (Action action : actions(desired, wanted, members, observed)) {
      Change change = Change.of(action, observed);
      (widensPolicy(change) ? widening : steps).add(change);
    }
    if (steps.isEmpty()) {
      return new Plan(widening.stream().limit(1).toList());
    }
    steps.sort(Comparator.comparing(Planner::rank));
    return new Plan(steps);
  }

  /** All writes that can be told now, the policies in the order of their roles. */
  private static List<Action> actions(
      DesiredState desired, DesiredState wanted, DesiredMembers members, ObservedState observed) {
    List<Action> actions = new ArrayList<>(MemberActions.between(desired, members, observed));
    for (PolicyRole role : PolicyRole.values()) {
      actions.addAll(
          observed
              .policy(role)
              .map(policy -> towards(desired, wanted, role, policy, observed))
              .orElseGet(() -> List.of(missing(desired.policy(role), role, observed))));
    }
    return actions;
  }

  private static Action missing(PolicyContent desired, PolicyRole role, ObservedState observed) {
    return Optional.ofNullable(observed.deleted().get(role))
        .filter(deleted -> PolicyActions.isRestorable(deleted, desired))
        .<Action>map(deleted -> new Action.RestorePolicy(role, deleted.id(), deleted.content()))
        .orElseGet(() -> PolicyActions.create(role, desired));
  }

  private static List<Action> towards(
      DesiredState desired,
      DesiredState wanted,
      PolicyRole role,
      ObservedPolicy policy,
      ObservedState observed) {
    if (observed.takingOver().policies().contains(role)) {
      return List.of(PolicyActions.takeOver(role, policy, desired.policy(role)));
    }
    return observed.adopting().contains(role)
        ? List.of(PolicyActions.adopt(role, policy, desired.policy(role), wanted.policy(role)))
        : PolicyActions.between(role, desired.policy(role), policy);
  }

  private static boolean widensPolicy(Change change) {
    return change.direction() == Direction.MORE
        && switch (change.action()) {
          case Action.UpdatePolicy _ -> true;
          case Action.SetPolicyState _ -> true;
          case Action.CreateGroup _ -> false;
          case Action.RestorePolicy _ -> true;
          case Action.CreatePolicy _ -> false;
          case Action.AdoptPolicy _ -> false;
          case Action.TakeOver _ -> false;
          case Action.AddMembers _ -> false;
          case Action.RemoveMember _ -> false;
        };
  }

  private static Rank rank(Change change) {
    return switch (change.action()) {
      case Action.SetPolicyState _ ->
          change.direction() == Direction.LESS ? Rank.STATE_LESS : Rank.POLICY;
      case Action.UpdatePolicy update -> rankOfUpdate(update, change.direction());
      case Action.CreateGroup _ -> Rank.CREATE_GROUP;
      case Action.CreatePolicy _ -> Rank.CREATE_POLICY;
      case Action.RestorePolicy _ -> Rank.CREATE_POLICY;
      case Action.AdoptPolicy _ -> Rank.ADOPT_POLICY;
      case Action.TakeOver _ -> Rank.TAKE_OVER;
      case Action.AddMembers _ -> rankOfMembers(change.direction());
      case Action.RemoveMember _ -> rankOfMembers(change.direction());
    };
  }

  private static Rank rankOfUpdate(Action.UpdatePolicy update, Direction direction) {
    boolean exclusions = PolicyActions.EXCLUSIONS.containsAll(update.fields());
    if (direction == Direction.LESS) {
      return exclusions ? Rank.EXCLUSIONS_LESS : Rank.LESS;
    }
    return exclusions ? Rank.EXCLUSIONS : Rank.POLICY;
  }

  private static Rank rankOfMembers(Direction direction) {
    return switch (direction) {
      case LESS -> Rank.LESS;
      case NEUTRAL -> Rank.MEMBERS;
      case MORE -> Rank.MEMBERS_MORE;
    };
  }
}
