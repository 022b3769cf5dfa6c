package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a tenant would hold once plans were carried out, as far as that can be told beforehand.
 * Nothing is written. What would be created has an id that no object of a directory has.
 */
public final class Projection {
  private final Map<PolicyRole, ObservedPolicy> policies;
  private final Map<String, ObservedGroup> groups;
  private final Map<String, GroupId> lostGroups;
  private final Map<PolicyRole, ObservedPolicy> deleted;
  private final Set<PolicyRole> adopting;
  private final Set<PolicyRole> policiesTakenOver;
  private final Set<String> groupsTakenOver;

  private Projection(ObservedState observed) {
    this.policies = new EnumMap<>(PolicyRole.class);
    this.policies.putAll(observed.policies());
    this.groups = new HashMap<>(observed.groups());
    this.lostGroups = observed.lostGroups();
    this.deleted = new EnumMap<>(PolicyRole.class);
    this.deleted.putAll(observed.deleted());
    this.adopting = new HashSet<>(observed.adopting());
    this.policiesTakenOver = new HashSet<>(observed.takingOver().policies());
    this.groupsTakenOver = new HashSet<>(observed.takingOver().groups());
  }

  /** The state after {@code plan} was carried out on {@code observed}, all of it. */
  public static ObservedState after(ObservedState observed, Plan plan) {
    Projection projection = new Projection(observed);
    plan.actions().forEach(projection::carryOut);
    return new ObservedState(
        projection.policies,
        projection.groups,
        projection.lostGroups,
        projection.deleted,
        projection.adopting,
        new ObservedState.TakingOver(projection.policiesTakenOver, projection.groupsTakenOver));
  }

  /** The id that stands for a managed group that does not exist yet. */
  public static GroupId groupToCome(String displayName) {
    return new GroupId(idToCome("group " + displayName));
  }

  private static PolicyId policyToCome(PolicyRole role) {
    return new PolicyId(idToCome("policy " + role.name()));
  }

  /** Of the form of an object id, so that a directory that is asked for it finds nothing. */
  private static String idToCome(String what) {
    return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void carryOut(Action action) {
    switch (action) {
      case Action.CreatePolicy create ->
          policies.put(
              create.role(),
              new ObservedPolicy(
                  policyToCome(create.role()), create.content(), Instant.EPOCH, new TreeSet<>()));
      case Action.RestorePolicy restore ->
          policies.put(restore.role(), deleted.remove(restore.role()));
      case Action.AdoptPolicy adopt -> {
        change(adopt.role(), content -> content.with(adopt.fields(), adopt.content()));
        adopting.remove(adopt.role());
      }
      case Action.TakeOver.OfPolicy taken -> {
        change(taken.role(), content -> content.with(taken.fields(), taken.content()));
        policiesTakenOver.remove(taken.role());
      }
      case Action.TakeOver.OfGroup taken -> groupsTakenOver.remove(taken.displayName());
      case Action.UpdatePolicy update ->
          change(update.role(), content -> content.with(update.fields(), update.content()));
      case Action.SetPolicyState set -> change(set.role(), content -> content.inState(set.state()));
      case Action.CreateGroup create ->
          groups.put(
              create.displayName(), new ObservedGroup(groupToCome(create.displayName()), Set.of()));
      case Action.AddMembers add ->
          changeMembers(add.displayName(), members -> members.addAll(add.users()));
      case Action.RemoveMember remove ->
          changeMembers(remove.displayName(), members -> members.remove(remove.user()));
    }
  }

  private void change(PolicyRole role, UnaryOperator<PolicyContent> change) {
    policies.computeIfPresent(
        role,
        (same, policy) ->
            new ObservedPolicy(
                policy.id(),
                change.apply(policy.content()),
                policy.modifiedAt(),
                policy.foreignFields()));
  }

  private void changeMembers(String group, Consumer<Set<UserId>> change) {
    groups.computeIfPresent(
        group,
        (same, present) -> {
          Set<UserId> members = new HashSet<>(present.members());
          change.accept(members);
          return new ObservedGroup(present.id(), members);
        });
  }
}
