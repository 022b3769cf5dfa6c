package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.GroupOwnership;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant as far as plans are concerned: it does what it is told at once, and shows what was
 * created only after a while.
 */
final class InMemoryTenant {
  private record Policy(PolicyContent content, Instant modifiedAt, Instant visibleFrom) {}

  private record Group(String name, String description, Set<UserId> members, Instant visibleFrom) {}

  /** What the ids of everything begin with that is not the rollout's. */
  static final String FOREIGN = "foreign-";

  private final RolloutIdentity identity;
  private final Map<PolicyId, Policy> policies = new TreeMap<>();
  private final Map<GroupId, Group> groups = new TreeMap<>();
  private final Map<PolicyId, Policy> foreignPolicies;

  /** What was deleted and can be restored. */
  private final Map<PolicyId, Policy> deleted = new TreeMap<>();

  private int created;

  /** A tenant in which others have policies too, one of them of another rollout. */
  InMemoryTenant(RolloutIdentity identity, Map<PolicyId, PolicyContent> foreign) {
    this.identity = identity;
    foreign.forEach(
        (id, content) -> policies.put(id, new Policy(content, Instant.EPOCH, Instant.EPOCH)));
    this.foreignPolicies = Map.copyOf(policies);
  }

  InMemoryTenant(InMemoryTenant other) {
    this.identity = other.identity;
    this.policies.putAll(other.policies);
    this.groups.putAll(other.groups);
    this.foreignPolicies = other.foreignPolicies;
    this.deleted.putAll(other.deleted);
    this.created = other.created;
  }

  boolean foreignIsUntouched() {
    return policies.entrySet().containsAll(foreignPolicies.entrySet());
  }

  /** The rollout's policies that can be seen at {@code now}. */
  List<PolicyContent> visiblePolicies(Instant now) {
    return policies.entrySet().stream()
        .filter(entry -> !foreignPolicies.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(policy -> !policy.visibleFrom().isAfter(now))
        .map(Policy::content)
        .toList();
  }

  /** All policies that can be seen at {@code now}, those of others too. */
  List<ObservedPolicy> visible(Instant now) {
    return policies.entrySet().stream()
        .filter(entry -> !entry.getValue().visibleFrom().isAfter(now))
        .map(
            entry ->
                new ObservedPolicy(
                    entry.getKey(),
                    entry.getValue().content(),
                    entry.getValue().modifiedAt(),
                    new TreeSet<>()))
        .toList();
  }

  /** What the operator sees of the rollout; the test fails if ownership is in doubt. */
  ObservedState observe(
      Map<PolicyRole, PolicyId> known,
      Collection<String> groupNames,
      Instant now,
      Core core,
      Set<Circumstance> circumstances) {
    SortedSet<String> added =
        new TreeSet<>(
            circumstances.contains(Circumstance.FOREIGN_CONTROLS)
                ? Set.of("grantControls")
                : Set.of());
    List<ObservedPolicy> listed =
        visible(now).stream()
            .map(
                policy ->
                    new ObservedPolicy(policy.id(), policy.content(), policy.modifiedAt(), added))
            .toList();
    Ownership ownership = core.ownership(identity, listed, known);
    if (!(ownership instanceof Ownership.Ours ours)) {
      throw new RuleBroken(Rule.ONE_OF_EACH, ownership.problem().orElseThrow());
    }
    Map<String, ObservedState.ObservedGroup> found = new HashMap<>();
    for (String name : groupNames) {
      group(name, now)
          .ifPresent(
              id -> found.put(name, new ObservedState.ObservedGroup(id, groups.get(id).members())));
    }
    return new ObservedState(ours.policies(), found)
        .restorable(restorable(known, ours.policies().keySet()));
  }

  /** The policies that the operator knows by id, misses, and can restore. */
  private Map<PolicyRole, ObservedPolicy> restorable(
      Map<PolicyRole, PolicyId> known, Set<PolicyRole> found) {
    Map<PolicyRole, ObservedPolicy> restorable = new EnumMap<>(PolicyRole.class);
    known.forEach(
        (role, id) -> {
          Policy policy = deleted.get(id);
          if (policy != null && !found.contains(role)) {
            restorable.put(
                role,
                new ObservedPolicy(id, policy.content(), policy.modifiedAt(), new TreeSet<>()));
          }
        });
    return restorable;
  }

  private Optional<GroupId> group(String name, Instant now) {
    GroupOwnership ownership =
        GroupOwnership.of(
            identity,
            name,
            groups.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .filter(entry -> !entry.getValue().visibleFrom().isAfter(now))
                .map(
                    entry ->
                        new GroupOwnership.Named(entry.getKey(), entry.getValue().description()))
                .toList());
    return switch (ownership) {
      case GroupOwnership.Ours(GroupId id) -> Optional.of(id);
      case GroupOwnership.None _ -> Optional.empty();
      case GroupOwnership.TakenOver taken ->
          throw new RuleBroken(Rule.ONE_OF_EACH, taken.toString());
      case GroupOwnership.OwnedElsewhere elsewhere ->
          throw new RuleBroken(Rule.ONE_OF_EACH, elsewhere.toString());
      case GroupOwnership.Foreign foreign ->
          throw new RuleBroken(Rule.ONE_OF_EACH, foreign.toString());
      case GroupOwnership.Duplicate duplicate ->
          throw new RuleBroken(Rule.ONE_OF_EACH, duplicate.toString());
    };
  }

  /** Does what {@code action} says; the id of what it made. */
  Optional<PolicyId> carryOut(Action action, Instant now, Duration invisibleFor) {
    switch (action) {
      case Action.CreatePolicy create -> {
        PolicyId id = new PolicyId("policy-" + ++created);
        policies.put(id, new Policy(create.content(), now, now.plus(invisibleFor)));
        return Optional.of(id);
      }
      case Action.CreateGroup create ->
          groups.put(
              new GroupId("group-" + ++created),
              new Group(
                  create.displayName(), create.description(), Set.of(), now.plus(invisibleFor)));
      case Action.AddMembers add -> {
        Set<UserId> members = new TreeSet<>(groups.get(add.group()).members());
        members.addAll(add.users());
        setMembers(add.group(), members);
      }
      case Action.RemoveMember remove -> {
        Set<UserId> members = new TreeSet<>(groups.get(remove.group()).members());
        members.remove(remove.user());
        setMembers(remove.group(), members);
      }
      case Action.RestorePolicy restore -> {
        Policy policy = deleted.remove(restore.id());
        policies.put(restore.id(), new Policy(policy.content(), now, now.plus(invisibleFor)));
      }
      case Action.AdoptPolicy adopt ->
          edit(
              adopt.id(),
              policies.get(adopt.id()).content().with(adopt.fields(), adopt.content()),
              now);
      case Action.TakeOver.OfPolicy taken ->
          edit(
              taken.id(),
              policies.get(taken.id()).content().with(taken.fields(), taken.content()),
              now);
      case Action.TakeOver.OfGroup taken -> {
        Group group = groups.get(taken.id());
        groups.put(
            taken.id(),
            new Group(group.name(), taken.description(), group.members(), group.visibleFrom()));
      }
      case Action.UpdatePolicy update ->
          edit(
              update.id(),
              policies.get(update.id()).content().with(update.fields(), update.content()),
              now);
      case Action.SetPolicyState set ->
          edit(set.id(), policies.get(set.id()).content().inState(set.state()), now);
    }
    return Optional.empty();
  }

  /** Whether a write to what {@code action} names can take place. */
  boolean knows(Action action) {
    return switch (action) {
      case Action.CreatePolicy _ -> true;
      case Action.CreateGroup _ -> true;
      case Action.AddMembers add -> groups.containsKey(add.group());
      case Action.RemoveMember remove -> groups.containsKey(remove.group());
      case Action.RestorePolicy restore -> deleted.containsKey(restore.id());
      case Action.AdoptPolicy adopt -> policies.containsKey(adopt.id());
      case Action.TakeOver.OfPolicy taken -> policies.containsKey(taken.id());
      case Action.TakeOver.OfGroup taken -> groups.containsKey(taken.id());
      case Action.UpdatePolicy update -> policies.containsKey(update.id());
      case Action.SetPolicyState set -> policies.containsKey(set.id());
    };
  }

  void edit(PolicyId id, PolicyContent content, Instant now) {
    policies.put(id, new Policy(content, now, policies.get(id).visibleFrom()));
  }

  /** Somebody deletes a policy; it can be restored. */
  void delete(PolicyId id) {
    deleted.put(id, policies.remove(id));
  }

  /** Somebody deletes a policy, and then the deleted one too. */
  void deleteForGood(PolicyId id) {
    policies.remove(id);
  }

  void setMembers(GroupId id, Set<UserId> members) {
    Group group = groups.get(id);
    groups.put(id, new Group(group.name(), group.description(), members, group.visibleFrom()));
  }

  /** Every policy of the rollout, also what is not visible yet. */
  Map<PolicyId, PolicyContent> allPolicies() {
    Map<PolicyId, PolicyContent> all = new TreeMap<>();
    policies.forEach(
        (id, policy) -> {
          if (!foreignPolicies.containsKey(id)) {
            all.put(id, policy.content());
          }
        });
    return all;
  }

  /** The policy of a role by its marker. */
  Optional<PolicyContent> policy(PolicyRole role) {
    return id(role).map(id -> policies.get(id).content());
  }

  /** The id of the policy of a role. */
  Optional<PolicyId> id(PolicyRole role) {
    return policies.entrySet().stream()
        .filter(entry -> !foreignPolicies.containsKey(entry.getKey()))
        .filter(
            entry ->
                Marker.find(entry.getValue().content().displayName())
                    .filter(found -> found.role() == role)
                    .isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What is the rollout's, in an order that does not depend on ids. */
  void into(Fingerprint print, Instant now) {
    policies.entrySet().stream()
        .filter(entry -> !foreignPolicies.containsKey(entry.getKey()))
        .sorted(Comparator.comparing(entry -> entry.getValue().content().displayName()))
        .forEach(
            entry ->
                print
                    .name(entry.getKey().value())
                    .content(entry.getValue().content())
                    .time(entry.getValue().modifiedAt(), Interleavings.LONGEST)
                    .value(entry.getValue().visibleFrom().isAfter(now)));
    deleted.forEach((id, policy) -> print.name(id.value()).content(policy.content()));
    groups.forEach(
        (id, group) ->
            print
                .name(id.value())
                .value(group.name())
                .value(group.members())
                .value(group.visibleFrom().isAfter(now)));
  }

  Set<GroupId> groupIds() {
    return groups.keySet();
  }

  Set<UserId> members(GroupId id) {
    return groups.get(id).members();
  }

  long groupsNamed(String name) {
    return groups.values().stream().filter(group -> group.name().equals(name)).count();
  }
}
