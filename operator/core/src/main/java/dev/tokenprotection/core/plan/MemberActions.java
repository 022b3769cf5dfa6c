package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The writes to managed groups: new groups, then who joins, then who leaves. */
final class MemberActions {
  private MemberActions() {}

  static List<Action> between(
      DesiredState desired, DesiredMembers members, ObservedState observed) {
    List<Action> actions = new ArrayList<>();
    for (ManagedGroup group : desired.managedGroups()) {
      if (observed.lostGroups().containsKey(group.displayName())) {
        continue;
      }
      observed
          .group(group.displayName())
          .ifPresentOrElse(
              present -> {
                if (observed.takingOver().groups().contains(group.displayName())) {
                  actions.add(takeOver(group, desired, present));
                }
                actions.addAll(between(group, members, present));
              },
              () -> actions.add(create(group, desired)));
    }
    return actions;
  }

  private static Action takeOver(ManagedGroup group, DesiredState desired, ObservedGroup present) {
    return new Action.TakeOver.OfGroup(
        present.id(), group.displayName(), Marker.groupDescription(desired.identity()));
  }

  private static Action create(ManagedGroup group, DesiredState desired) {
    return new Action.CreateGroup(group.displayName(), Marker.groupDescription(desired.identity()));
  }

  private static List<Action> between(
      ManagedGroup group, DesiredMembers members, ObservedGroup present) {
    return members
        .of(group.displayName())
        .map(wanted -> between(group, wanted, present))
        .orElse(List.of());
  }

  private static List<Action> between(
      ManagedGroup group, SortedSet<UserId> wanted, ObservedGroup present) {
    List<Action> actions = new ArrayList<>();
    List<UserId> joining = List.copyOf(without(wanted, present.members()));
    for (int from = 0; from < joining.size(); from += Action.AddMembers.LIMIT) {
      int to = Math.min(from + Action.AddMembers.LIMIT, joining.size());
      actions.add(
          new Action.AddMembers(present.id(), group.displayName(), joining.subList(from, to)));
    }
    switch (group.membership()) {
      case AUTHORITATIVE ->
          without(present.members(), wanted)
              .forEach(
                  user ->
                      actions.add(
                          new Action.RemoveMember(present.id(), group.displayName(), user)));
      case ADDITIVE -> {}
    }
    return actions;
  }

  private static SortedSet<UserId> without(Set<UserId> users, Set<UserId> others) {
    SortedSet<UserId> rest = new TreeSet<>(users);
    rest.removeAll(others);
    return rest;
  }
}
