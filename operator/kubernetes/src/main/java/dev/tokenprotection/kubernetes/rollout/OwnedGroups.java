package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.GroupOwnership;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The managed groups of a rollout as the directory has them. One that is enforced and is gone is
 * lost: whoever deleted it has ended the protection of its members, and an empty group in its place
 * would hide that, so a person decides. While nothing is enforced on it, it is merely made anew.
 */
final class OwnedGroups {
  private final RolloutScope scope;
  private final DirectoryPort directory;
  private final Map<PolicyRole, ObservedPolicy> policies;
  private final Predecessors predecessors;
  private final Map<String, ObservedGroup> present = new HashMap<>();
  private final Set<String> foreign = new HashSet<>();
  private final Map<String, GroupId> lost = new HashMap<>();
  private final List<Trouble> troubles = new ArrayList<>();

  /**
   * What was found.
   *
   * @param present the groups that exist, by display name
   * @param foreign the names of those that carry the record of an installation whose place is taken
   * @param lost those that are enforced and do not exist any more
   * @param troubles what a person must do about the lost ones
   */
  record Found(
      Map<String, ObservedGroup> present,
      Set<String> foreign,
      Map<String, GroupId> lost,
      List<Trouble> troubles) {}

  private OwnedGroups(
      RolloutScope scope, Map<PolicyRole, ObservedPolicy> policies, Predecessors predecessors) {
    this.scope = scope;
    this.directory = scope.tenant().tenant().directory();
    this.policies = policies;
    this.predecessors = predecessors;
  }

  /**
   * @param policies the rollout's policies as they are
   * @param predecessors the installations whose place is taken
   */
  static Attempt<Found> look(
      RolloutScope scope, Map<PolicyRole, ObservedPolicy> policies, Predecessors predecessors) {
    return new OwnedGroups(scope, policies, predecessors).look();
  }

  private Attempt<Found> look() {
    for (ManagedGroup group : ObservePhase.managedGroups(scope)) {
      Optional<Trouble> trouble = look(group.displayName()).failure();
      if (trouble.isPresent()) {
        return Attempt.failed(trouble.get());
      }
    }
    return Attempt.done(new Found(present, foreign, lost, List.copyOf(troubles)));
  }

  /** Notes the group of a name as present or lost; neither while it does not exist. */
  private Attempt<String> look(String displayName) {
    GroupId known = scope.memory().managedGroups().get(displayName);
    if (known != null) {
      Outcome<Group> outcome = directory.group(known);
      if (outcome.success().isPresent()) {
        return known(displayName, outcome.success().get());
      }
      if (!isNotFound(outcome)) {
        return Attempt.failed(Trouble.of(outcome));
      }
      if (isEnforced(displayName, known) && !GivenUpGroups.isGivenUp(scope, displayName, known)) {
        lose(displayName, known);
        return Attempt.done(displayName);
      }
    }
    return Attempt.of(directory.groupsNamed(displayName))
        .flatMap(named -> owned(displayName, named));
  }

  /**
   * A group that was found before. It stays the rollout's whatever its description says, but for
   * the record of another installation.
   */
  private Attempt<String> known(String displayName, Group group) {
    return switch (ownership(displayName, List.of(group))) {
      case GroupOwnership.OwnedElsewhere elsewhere -> ownedElsewhere(elsewhere);
      case GroupOwnership.TakenOver taken -> {
        takeOver(displayName, taken);
        yield usable(group).flatMap(id -> members(displayName, id));
      }
      case GroupOwnership.Ours ours -> usable(group).flatMap(id -> members(displayName, id));
      case GroupOwnership.None none -> usable(group).flatMap(id -> members(displayName, id));
      case GroupOwnership.Foreign other -> usable(group).flatMap(id -> members(displayName, id));
      case GroupOwnership.Duplicate one -> usable(group).flatMap(id -> members(displayName, id));
    };
  }

  private void takeOver(String displayName, GroupOwnership.TakenOver taken) {
    foreign.add(displayName);
    TakeOvers.begin(scope, taken.installation());
  }

  private Attempt<String> ownedElsewhere(GroupOwnership.OwnedElsewhere elsewhere) {
    return stalled(
        ConditionReason.OWNED_ELSEWHERE,
        elsewhere
            .problem()
            .map(told -> told + " " + TakeOvers.how(scope, elsewhere.installation())));
  }

  private GroupOwnership ownership(String displayName, List<Group> named) {
    return GroupOwnership.of(
        scope.identity(),
        displayName,
        named.stream()
            .map(group -> new GroupOwnership.Named(group.id(), group.description()))
            .toList(),
        predecessors);
  }

  private Attempt<String> members(String displayName, GroupId id) {
    Outcome<Set<UserId>> members = directory.members(id);
    if (isNotFound(members)) {
      return Attempt.done(displayName);
    }
    members.success().ifPresent(users -> present.put(displayName, new ObservedGroup(id, users)));
    return Attempt.of(members).map(users -> displayName);
  }

  /** Whether people are protected by being in the group, or would be if it were there. */
  private boolean isEnforced(String displayName, GroupId id) {
    return Optional.ofNullable(policies.get(PolicyRole.ENFORCED))
        .map(ObservedPolicy::content)
        .filter(content -> content.state() == PolicyState.ENABLED)
        .filter(
            content ->
                content.includeGroups().contains(id) || enforcedNames().contains(displayName))
        .isPresent();
  }

  /** The managed groups that the stages reached so far enforce. */
  private List<String> enforcedNames() {
    int reached =
        switch (scope.memory().progress()) {
          case Progress.NotStarted notStarted -> 0;
          case Progress.AtStage at -> at.stage();
          case Progress.FellBack fellBack -> fellBack.from().stage();
          case Progress.Completed completed -> completed.stage();
        };
    var rollout = scope.wanted().rollout();
    int stage = Math.min(reached, rollout.stages().size() - 1);
    return DesiredState.enforcedIncludes(rollout, stage).stream()
        .flatMap(include -> include.managedGroups().stream())
        .map(ManagedGroup::displayName)
        .toList();
  }

  private void lose(String displayName, GroupId id) {
    lost.put(displayName, id);
    troubles.add(
        Trouble.forPerson(
            ConditionReason.MANAGED_GROUP_DELETED,
            "The managed group \""
                + displayName
                + "\" ("
                + id
                + "), which is enforced, does not exist in the tenant any more, so nobody is"
                + " protected by being in it. Restore it from Entra's deleted groups (kept for 30"
                + " days), or "
                + GivenUpGroups.command(scope, id)));
  }

  private Attempt<String> owned(String displayName, List<Group> named) {
    return switch (ownership(displayName, named)) {
      case GroupOwnership.None none -> Attempt.done(displayName);
      case GroupOwnership.Ours(GroupId id) -> ours(displayName, id, named);
      case GroupOwnership.TakenOver taken -> {
        takeOver(displayName, taken);
        yield ours(displayName, taken.id(), named);
      }
      case GroupOwnership.OwnedElsewhere elsewhere -> ownedElsewhere(elsewhere);
      case GroupOwnership.Duplicate duplicate ->
          stalled(ConditionReason.DUPLICATE_OWNED_OBJECTS, duplicate.problem());
      case GroupOwnership.Foreign other ->
          stalled(ConditionReason.GROUP_NAME_TAKEN, other.problem());
    };
  }

  private Attempt<String> ours(String displayName, GroupId id, List<Group> named) {
    return usable(named.stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow())
        .flatMap(usable -> members(displayName, usable));
  }

  /** A group whose members an application may change. */
  private static Attempt<GroupId> usable(Group group) {
    return switch (group.kind()) {
      case ASSIGNED -> Attempt.done(group.id());
      case DYNAMIC, SYNCED, ROLE_ASSIGNABLE, MANAGEMENT_RESTRICTED ->
          Attempt.failed(
              Trouble.forPerson(
                  ConditionReason.GROUP_PROTECTED,
                  "The managed group \""
                      + group.displayName()
                      + "\" ("
                      + group.id()
                      + ") is "
                      + group.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                      + ", so that its members can't be changed. Make it a plain security group,"
                      + " or name another."));
    };
  }

  private static boolean isNotFound(Outcome<?> outcome) {
    return outcome.failure().filter(p -> p.cause() == Problem.Cause.NOT_FOUND).isPresent();
  }

  private static Attempt<String> stalled(ConditionReason reason, Optional<String> problem) {
    return Attempt.failed(Trouble.forPerson(reason, problem.orElseThrow()));
  }
}
