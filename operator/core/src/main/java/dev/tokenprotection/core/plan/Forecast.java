package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that changes until a tenant is as desired: one plan after the other, seen as one change of
 * each object. A single plan is only the next step, since what needs an id that a write makes, and
 * what widens enforcement, waits for a later one.
 *
 * @param changes groups by name, then policies by role
 */
public record Forecast(List<ObjectChange> changes) {
  public Forecast {
    changes = List.copyOf(changes);
  }

  /**
   * @param before what the tenant holds
   * @param plans the plans in the order in which they would be carried out, each judged by what it
   *     would find
   */
  public static Forecast of(ObservedState before, List<Plan> plans) {
    ObservedState after = before;
    Map<String, Set<Direction>> effects = new HashMap<>();
    for (Plan plan : plans) {
      plan.changes()
          .forEach(
              change ->
                  effects
                      .computeIfAbsent(
                          object(change.action()), same -> EnumSet.noneOf(Direction.class))
                      .add(change.direction()));
      after = Projection.after(after, plan);
    }
    effects.values().forEach(directions -> directions.remove(Direction.NEUTRAL));
    List<ObjectChange> changes = new ArrayList<>();
    for (String name : new TreeSet<>(after.groups().keySet())) {
      group(before, after.groups().get(name), name, effectsOn(group(name), effects))
          .ifPresent(changes::add);
    }
    ObservedState end = after;
    Map<PolicyRole, ObjectChange> adopted = adopted(plans);
    for (PolicyRole role : PolicyRole.values()) {
      Optional.ofNullable(adopted.get(role))
          .or(() -> policy(before, end, role, effectsOn(role.name(), effects)))
          .ifPresent(changes::add);
    }
    return new Forecast(changes);
  }

  private static Map<PolicyRole, ObjectChange> adopted(List<Plan> plans) {
    Map<PolicyRole, ObjectChange> adopted = new EnumMap<>(PolicyRole.class);
    plans.stream()
        .flatMap(plan -> plan.actions().stream())
        .filter(Action.AdoptPolicy.class::isInstance)
        .map(Action.AdoptPolicy.class::cast)
        .forEach(adopt -> adopted.put(adopt.role(), adopted(adopt)));
    return adopted;
  }

  private static ObjectChange adopted(Action.AdoptPolicy adopt) {
    Set<Direction> effects = EnumSet.noneOf(Direction.class);
    if (!adopt.effects().lowers().isEmpty()) {
      effects.add(Direction.LESS);
    }
    if (!adopt.effects().widens().isEmpty()) {
      effects.add(Direction.MORE);
    }
    return new ObjectChange.PolicyAdopted(
        adopt.role(), adopt.id(), adopt.before(), adopt.wanted(), effects);
  }

  /** Whether the tenant is as desired already. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  private static Set<Direction> effectsOn(String object, Map<String, Set<Direction>> effects) {
    return effects.getOrDefault(object, Set.of());
  }

  private static String object(Action action) {
    return switch (action) {
      case Action.CreateGroup create -> group(create.displayName());
      case Action.AddMembers add -> group(add.displayName());
      case Action.RemoveMember remove -> group(remove.displayName());
      case Action.CreatePolicy create -> create.role().name();
      case Action.RestorePolicy restore -> restore.role().name();
      case Action.AdoptPolicy adopt -> adopt.role().name();
      case Action.TakeOver.OfPolicy taken -> taken.role().name();
      case Action.TakeOver.OfGroup taken -> group(taken.displayName());
      case Action.UpdatePolicy update -> update.role().name();
      case Action.SetPolicyState set -> set.role().name();
    };
  }

  private static String group(String displayName) {
    return "group " + displayName;
  }

  private static Optional<ObjectChange> group(
      ObservedState before, ObservedGroup after, String name, Set<Direction> effects) {
    Optional<ObservedGroup> present = before.group(name);
    if (present.isEmpty()) {
      return Optional.of(
          new ObjectChange.GroupCreated(name, new TreeSet<>(after.members()), effects));
    }
    TreeSet<UserId> added = new TreeSet<>(after.members());
    added.removeAll(present.get().members());
    TreeSet<UserId> removed = new TreeSet<>(present.get().members());
    removed.removeAll(after.members());
    return added.isEmpty() && removed.isEmpty() && !before.takingOver().groups().contains(name)
        ? Optional.empty()
        : Optional.of(new ObjectChange.GroupChanged(name, after.id(), added, removed, effects));
  }

  private static Optional<ObjectChange> policy(
      ObservedState before, ObservedState after, PolicyRole role, Set<Direction> effects) {
    Optional<PolicyContent> wanted = after.policy(role).map(ObservedPolicy::content);
    Optional<ObservedPolicy> present = before.policy(role);
    if (present.isPresent()) {
      return wanted
          .filter(content -> !present.get().content().equals(content))
          .map(
              content ->
                  new ObjectChange.PolicyChanged(
                      role, present.get().id(), present.get().content(), content, effects));
    }
    ObservedPolicy deleted = before.deleted().get(role);
    boolean isRestored =
        deleted != null && after.policy(role).filter(p -> p.id().equals(deleted.id())).isPresent();
    return wanted.map(
        content ->
            isRestored
                ? new ObjectChange.PolicyRestored(
                    role, deleted.id(), deleted.content(), content, effects)
                : new ObjectChange.PolicyCreated(role, content, effects));
  }
}
