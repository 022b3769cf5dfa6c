package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.GroupOwnership;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tenant holds of the rollout: its two policies, its managed groups and their members. */
final class ObservePhase implements Phase {
  /** Where the list of policies comes from. */
  @FunctionalInterface
  interface PolicyList {
    Outcome<List<ObservedPolicy>> of(RolloutScope scope);
  }

  private final PolicyList policies;

  ObservePhase(PolicyList policies) {
    this.policies = policies;
  }

  @Override
  public Step run(RolloutScope scope) {
    Attempt<Map<PolicyRole, ObservedPolicy>> owned = ownedPolicies(scope);
    if (owned instanceof Attempt.Failed<Map<PolicyRole, ObservedPolicy>>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    Map<PolicyRole, ObservedPolicy> found = owned.success().orElseThrow();
    if (isLost(scope, found)) {
      return new Step.Halt(statusLost(found.get(PolicyRole.ENFORCED)));
    }
    Map<String, ObservedState.ObservedGroup> groups = new HashMap<>();
    for (ManagedGroup group : managedGroups(scope)) {
      switch (managedGroup(scope, group.displayName())) {
        case Attempt.Failed<List<ObservedState.ObservedGroup>>(Trouble trouble) -> {
          return new Step.Halt(trouble);
        }
        case Attempt.Done<List<ObservedState.ObservedGroup>>(var one) ->
            one.forEach(observed -> groups.put(group.displayName(), observed));
      }
    }
    remember(scope, found, groups);
    scope.observed(new ObservedState(found, groups));
    return Step.GO_ON;
  }

  private Attempt<Map<PolicyRole, ObservedPolicy>> ownedPolicies(RolloutScope scope) {
    return Attempt.of(policies.of(scope))
        .flatMap(all -> withKnown(scope, all))
        .flatMap(
            all ->
                switch (Ownership.of(scope.identity(), all, scope.memory().policies())) {
                  case Ownership.Ours ours -> Attempt.done(ours.policies());
                  case Ownership.Duplicate duplicate ->
                      stalled(ConditionReason.DUPLICATE_OWNED_OBJECTS, duplicate.problem());
                  case Ownership.OwnedElsewhere elsewhere ->
                      stalled(ConditionReason.OWNED_ELSEWHERE, elsewhere.problem());
                });
  }

  /**
   * The list, with the policies that we know by id and that it lacks: Graph's lists run behind what
   * a get of the object tells.
   */
  private static Attempt<List<ObservedPolicy>> withKnown(
      RolloutScope scope, List<ObservedPolicy> listed) {
    List<ObservedPolicy> all = new ArrayList<>(listed);
    for (PolicyId known : scope.memory().policies().values()) {
      if (listed.stream().noneMatch(policy -> policy.id().equals(known))) {
        Outcome<ObservedPolicy> outcome = scope.tenant().tenant().policies().get(known);
        if (isFailure(outcome)) {
          return Attempt.failed(Trouble.of(outcome));
        }
        outcome.success().ifPresent(all::add);
      }
    }
    return Attempt.done(all);
  }

  /** Whether a policy of ours is enforced that status knows nothing about. */
  private static boolean isLost(RolloutScope scope, Map<PolicyRole, ObservedPolicy> found) {
    return scope.memory().progress() instanceof Progress.NotStarted
        && Optional.ofNullable(found.get(PolicyRole.ENFORCED))
            .filter(policy -> policy.content().enforces())
            .isPresent();
  }

  private static Trouble statusLost(ObservedPolicy enforced) {
    return Trouble.forPerson(
        ConditionReason.STATUS_LOST,
        "The rollout has no status, but its policy "
            + enforced.id()
            + " is enabled in Entra and covers somebody. It does not start again on top of that."
            + " Restore the status from a backup, or put the policy to report-only in Entra to"
            + " start again.");
  }

  static Set<ManagedGroup> managedGroups(RolloutScope scope) {
    Set<ManagedGroup> groups = new LinkedHashSet<>();
    scope.wanted().rollout().stages().stream()
        .map(stage -> stage.cohort())
        .filter(StageCohort.Own.class::isInstance)
        .map(StageCohort.Own.class::cast)
        .forEach(own -> groups.addAll(own.include().managedGroups()));
    return groups;
  }

  /** The managed group of a name, none while it does not exist. */
  private static Attempt<List<ObservedState.ObservedGroup>> managedGroup(
      RolloutScope scope, String displayName) {
    return groupId(scope, displayName)
        .flatMap(
            ids -> {
              if (ids.isEmpty()) {
                return Attempt.done(List.of());
              }
              Outcome<Set<UserId>> members =
                  scope.tenant().tenant().directory().members(ids.getFirst());
              if (members.failure().filter(ObservePhase::isNotFound).isPresent()) {
                return Attempt.done(List.of());
              }
              return Attempt.of(members)
                  .map(users -> List.of(new ObservedState.ObservedGroup(ids.getFirst(), users)));
            });
  }

  private static Attempt<List<GroupId>> groupId(RolloutScope scope, String displayName) {
    DirectoryPort directory = scope.tenant().tenant().directory();
    GroupId known = scope.memory().managedGroups().get(displayName);
    if (known != null) {
      Outcome<Group> outcome = directory.group(known);
      if (isFailure(outcome)) {
        return Attempt.failed(Trouble.of(outcome));
      }
      if (outcome.success().isPresent()) {
        return usable(outcome.success().get());
      }
    }
    return Attempt.of(directory.groupsNamed(displayName))
        .flatMap(named -> owned(scope, displayName, named));
  }

  private static Attempt<List<GroupId>> owned(
      RolloutScope scope, String displayName, List<Group> named) {
    GroupOwnership ownership =
        GroupOwnership.of(
            scope.identity(),
            displayName,
            named.stream()
                .map(group -> new GroupOwnership.Named(group.id(), group.description()))
                .toList());
    return switch (ownership) {
      case GroupOwnership.None none -> Attempt.done(List.of());
      case GroupOwnership.Ours(GroupId id) ->
          usable(named.stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow());
      case GroupOwnership.Duplicate duplicate ->
          stalled(ConditionReason.DUPLICATE_OWNED_OBJECTS, duplicate.problem());
      case GroupOwnership.Foreign foreign ->
          stalled(ConditionReason.GROUP_NAME_TAKEN, foreign.problem());
    };
  }

  /** A group whose members an application may change. */
  private static Attempt<List<GroupId>> usable(Group group) {
    return switch (group.kind()) {
      case ASSIGNED -> Attempt.done(List.of(group.id()));
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

  private static void remember(
      RolloutScope scope,
      Map<PolicyRole, ObservedPolicy> policies,
      Map<String, ObservedState.ObservedGroup> groups) {
    policies.forEach((role, policy) -> scope.memory().policies().put(role, policy.id()));
    groups.forEach((name, group) -> scope.memory().managedGroups().put(name, group.id()));
    scope
        .memory()
        .managedGroups()
        .keySet()
        .retainAll(managedGroups(scope).stream().map(ManagedGroup::displayName).toList());
  }

  /** Whether a call failed otherwise than by finding nothing. */
  private static boolean isFailure(Outcome<?> outcome) {
    return outcome.failure().filter(problem -> !isNotFound(problem)).isPresent();
  }

  private static boolean isNotFound(Problem problem) {
    return problem.cause() == Problem.Cause.NOT_FOUND;
  }

  private static <T> Attempt<T> stalled(ConditionReason reason, Optional<String> problem) {
    return Attempt.failed(Trouble.forPerson(reason, problem.orElseThrow()));
  }
}
