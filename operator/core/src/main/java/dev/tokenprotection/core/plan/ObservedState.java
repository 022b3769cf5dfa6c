package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the tenant holds of a rollout.
 *
 * @param policies the rollout's policies, found by their marker, and those that it adopts
 * @param groups the managed groups that exist, by display name
 * @param lostGroups managed groups that are enforced and that the directory does not find any more,
 *     by display name: their ids stay in the policies, and nothing takes their place, until a
 *     person has decided
 * @param deleted policies of the rollout that somebody deleted and that can be restored, as they
 *     would come back
 * @param adopting the roles whose policy is nobody's yet and to be taken over
 * @param takingOver what is the rollout's and still carries the mark of another installation
 */
public record ObservedState(
    Map<PolicyRole, ObservedPolicy> policies,
    Map<String, ObservedGroup> groups,
    Map<String, GroupId> lostGroups,
    Map<PolicyRole, ObservedPolicy> deleted,
    Set<PolicyRole> adopting,
    TakingOver takingOver) {
  /**
   * A managed group.
   *
   * @param id its object id
   * @param members its direct members that are users, all of them
   */
  public record ObservedGroup(GroupId id, Set<UserId> members) {
    public ObservedGroup {
      members = Set.copyOf(members);
    }
  }

  /**
   * What carries the mark of an installation whose place this one takes.
   *
   * @param policies the roles of the policies
   * @param groups the display names of the managed groups
   */
  public record TakingOver(Set<PolicyRole> policies, Set<String> groups) {
    /** Nothing. */
    public static final TakingOver NOTHING = new TakingOver(Set.of(), Set.of());

    public TakingOver {
      policies = Set.copyOf(policies);
      groups = Set.copyOf(groups);
    }
  }

  public ObservedState {
    policies = Map.copyOf(policies);
    groups = Map.copyOf(groups);
    lostGroups = Map.copyOf(lostGroups);
    deleted = Map.copyOf(deleted);
    adopting = Set.copyOf(adopting);
  }

  /** A tenant in which nothing is to be taken over or restored. */
  public ObservedState(
      Map<PolicyRole, ObservedPolicy> policies,
      Map<String, ObservedGroup> groups,
      Map<String, GroupId> lostGroups) {
    this(policies, groups, lostGroups, Map.of(), Set.of(), TakingOver.NOTHING);
  }

  /** A tenant in which no group was lost. */
  public ObservedState(
      Map<PolicyRole, ObservedPolicy> policies, Map<String, ObservedGroup> groups) {
    this(policies, groups, Map.of());
  }

  /** The policy that plays {@code role}; empty when there is none. */
  public Optional<ObservedPolicy> policy(PolicyRole role) {
    return Optional.ofNullable(policies.get(role));
  }

  /** The policies that are the rollout's already. */
  public Map<PolicyRole, ObservedPolicy> owned() {
    Map<PolicyRole, ObservedPolicy> owned = new HashMap<>(policies);
    owned.keySet().removeAll(adopting);
    return owned;
  }

  /** The same, with policies that are to be taken over. */
  public ObservedState adopting(Map<PolicyRole, ObservedPolicy> found) {
    Map<PolicyRole, ObservedPolicy> all = new HashMap<>(owned());
    all.putAll(found);
    return new ObservedState(all, groups, lostGroups, deleted, found.keySet(), takingOver);
  }

  /** The same, with policies that were deleted and can be restored. */
  public ObservedState restorable(Map<PolicyRole, ObservedPolicy> found) {
    return new ObservedState(policies, groups, lostGroups, found, adopting, takingOver);
  }

  /** The same, with what still carries the mark of another installation. */
  public ObservedState takingOver(TakingOver found) {
    return new ObservedState(policies, groups, lostGroups, deleted, adopting, found);
  }

  /** The managed group of this name; empty when there is none. */
  public Optional<ObservedGroup> group(String displayName) {
    return Optional.ofNullable(groups.get(displayName));
  }

  /** The ids of the managed groups, lost ones too, by display name. */
  public Map<String, GroupId> managedGroupIds() {
    Map<String, GroupId> ids = new HashMap<>(lostGroups);
    groups.forEach((name, group) -> ids.put(name, group.id()));
    return ids;
  }
}
