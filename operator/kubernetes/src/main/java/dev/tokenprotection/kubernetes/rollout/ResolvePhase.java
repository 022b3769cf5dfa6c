package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ResolvedGroup;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the objects behind the names of the spec. A name of a group must match exactly one group;
 * its id is pinned then, so that a second group of that name changes nothing later. What can't be
 * found holds the rollout; a group to leave out that can't be found halts it, since a policy would
 * be broader without it.
 */
final class ResolvePhase implements Phase {
  private static final int NAMED = 10;

  @Override
  public Step run(RolloutScope scope) {
    Rollout rollout = scope.wanted().rollout();
    dropUnnamedPins(scope, rollout);
    for (GroupReference group : rollout.excludeGroups()) {
      Optional<Trouble> trouble = resolve(scope, group);
      if (trouble.isPresent() && scope.resolved().group(group).isEmpty()) {
        return new Step.Halt(trouble.get());
      }
      trouble.ifPresent(scope.unresolvedGroups()::add);
    }
    for (GroupReference group : included(rollout)) {
      resolve(scope, group).ifPresent(scope.unresolvedGroups()::add);
    }
    ManagedMembers.resolve(scope, ResolvePhase::resolve);
    return Step.GO_ON;
  }

  private static Set<GroupReference> included(Rollout rollout) {
    Set<GroupReference> groups = new LinkedHashSet<>();
    rollout.stages().stream()
        .map(stage -> stage.cohort())
        .filter(StageCohort.Own.class::isInstance)
        .map(StageCohort.Own.class::cast)
        .forEach(own -> groups.addAll(own.include().groups()));
    return groups;
  }

  private static void dropUnnamedPins(RolloutScope scope, Rollout rollout) {
    Set<String> named = new HashSet<>();
    Set<GroupReference> all = included(rollout);
    all.addAll(rollout.excludeGroups());
    all.addAll(ManagedMembers.sampledGroups(rollout));
    for (GroupReference group : all) {
      if (group instanceof GroupReference.ByDisplayName(String displayName)) {
        named.add(displayName);
      }
    }
    scope.memory().pins().keySet().retainAll(named);
  }

  /** Resolves a reference; why not, or why it is doubtful, and empty when all is well. */
  private static Optional<Trouble> resolve(RolloutScope scope, GroupReference reference) {
    Attempt<GroupId> attempt =
        switch (reference) {
          case GroupReference.ById(GroupId id) -> existing(scope, reference, id);
          case GroupReference.ByDisplayName(String displayName) ->
              Optional.ofNullable(scope.memory().pins().get(displayName))
                  .map(pin -> stillPinned(scope, displayName, new GroupId(pin.id())))
                  .orElseGet(() -> pinned(scope, displayName));
        };
    attempt.success().ifPresent(id -> scope.resolved(reference, id));
    return attempt.failure();
  }

  /**
   * A group whose id is known. While the directory can't be asked it counts as there: else a policy
   * would lose it, and win it back, for a failure that passes.
   */
  private static Attempt<GroupId> existing(
      RolloutScope scope, GroupReference reference, GroupId id) {
    Outcome<Group> outcome = scope.tenant().directory().group(id);
    if (outcome.failure().filter(p -> p.cause() == Problem.Cause.NOT_FOUND).isPresent()) {
      return Attempt.failed(
          Trouble.forPerson(
              ConditionReason.GROUP_NOT_FOUND,
              "The group "
                  + reference.asWritten()
                  + " ("
                  + id
                  + ") does not exist in the tenant. Restore it (deleted groups are kept for 30"
                  + " days), or name another."));
    }
    if (outcome.failure().isPresent()) {
      scope.resolved(reference, id);
    }
    return Attempt.of(outcome).map(Group::id);
  }

  /**
   * A group that was found by its name before. One that is gone stays what the name means, so that
   * the policies keep it: that it was deleted must not end protection silently. The rollout holds
   * until it is restored, or given up for another group of the name.
   */
  private static Attempt<GroupId> stillPinned(RolloutScope scope, String displayName, GroupId id) {
    GroupReference reference = new GroupReference.ByDisplayName(displayName);
    Attempt<GroupId> attempt = existing(scope, reference, id);
    boolean isGone =
        attempt.failure().filter(t -> t.reason() == ConditionReason.GROUP_NOT_FOUND).isPresent();
    if (!isGone) {
      return attempt;
    }
    if (GivenUpGroups.isGivenUp(scope, displayName, id)) {
      scope.memory().pins().remove(displayName);
      return pinned(scope, displayName);
    }
    scope.resolved(reference, id);
    return Attempt.failed(
        Trouble.forPerson(
            ConditionReason.GROUP_NOT_FOUND,
            "The group \""
                + displayName
                + "\" ("
                + id
                + ") does not exist in the tenant any more. Restore it from Entra's deleted groups"
                + " (kept for 30 days), or "
                + GivenUpGroups.command(scope, id)));
  }

  private static Attempt<GroupId> pinned(RolloutScope scope, String displayName) {
    return Attempt.of(scope.tenant().tenant().directory().groupsNamed(displayName))
        .flatMap(groups -> onlyOne(displayName, groups))
        .map(
            group -> {
              scope.memory().pins().put(displayName, pin(displayName, group, scope));
              return group.id();
            });
  }

  private static Attempt<Group> onlyOne(String displayName, List<Group> groups) {
    return switch (groups.size()) {
      case 0 ->
          Attempt.failed(
              Trouble.forPerson(
                  ConditionReason.GROUP_NOT_FOUND,
                  "No group of the tenant is named \""
                      + displayName
                      + "\". Create it, or correct"
                      + " the rollout."));
      case 1 -> Attempt.done(groups.getFirst());
      default ->
          Attempt.failed(
              Trouble.forPerson(
                  ConditionReason.GROUP_AMBIGUOUS,
                  groups.size()
                      + " groups of the tenant are named \""
                      + displayName
                      + "\": "
                      + groups.stream()
                          .map(group -> group.id().value())
                          .sorted()
                          .limit(NAMED)
                          .collect(Collectors.joining(", "))
                      + ". Rename the others, or give the id of the one that is meant."));
    };
  }

  private static ResolvedGroup pin(String displayName, Group group, RolloutScope scope) {
    String kind =
        switch (group.kind()) {
          case ASSIGNED, ROLE_ASSIGNABLE, MANAGEMENT_RESTRICTED -> "Assigned";
          case DYNAMIC -> "Dynamic";
          case SYNCED -> "Synced";
        };
    return new ResolvedGroup(displayName, group.id().value(), kind, null, scope.now());
  }
}
