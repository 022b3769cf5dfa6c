package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final Cohorts cohorts;
  private final Predecessors always;

  /**
   * @param cohorts watches who is in the managed groups
   * @param always the installations whose place is taken for every rollout
   */
  ObservePhase(PolicyList policies, Cohorts cohorts, Predecessors always) {
    this.policies = policies;
    this.cohorts = cohorts;
    this.always = always;
  }

  /**
   * The policies of the rollout.
   *
   * @param foreign the roles of those that carry the mark of an installation whose place is taken
   */
  private record Owned(Map<PolicyRole, ObservedPolicy> policies, Set<PolicyRole> foreign) {}

  @Override
  public Step run(RolloutScope scope) {
    Predecessors predecessors = TakeOvers.predecessors(scope, always);
    Attempt<Owned> attempt = ownedPolicies(scope, predecessors);
    if (attempt instanceof Attempt.Failed<Owned>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    Owned owned = attempt.success().orElseThrow();
    Attempt<Map<PolicyRole, ObservedPolicy>> deleted =
        DeletedPolicies.look(scope, owned.policies());
    if (deleted instanceof Attempt.Failed<Map<PolicyRole, ObservedPolicy>>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    return switch (OwnedGroups.look(scope, owned.policies(), predecessors)) {
      case Attempt.Failed<OwnedGroups.Found>(Trouble trouble) -> new Step.Halt(trouble);
      case Attempt.Done<OwnedGroups.Found>(OwnedGroups.Found groups) -> {
        remember(scope, owned.policies(), groups.present());
        scope.observed(
            new ObservedState(owned.policies(), groups.present(), groups.lost())
                .restorable(deleted.success().orElseThrow())
                .takingOver(new ObservedState.TakingOver(owned.foreign(), groups.foreign())));
        scope.lostGroups(groups.troubles());
        if (owned.foreign().isEmpty() && groups.foreign().isEmpty()) {
          TakeOvers.end(scope);
        }
        cohorts.watch(scope);
        yield Step.GO_ON;
      }
    };
  }

  private Attempt<Owned> ownedPolicies(RolloutScope scope, Predecessors predecessors) {
    return Attempt.of(policies.of(scope))
        .flatMap(all -> withKnown(scope, all))
        .flatMap(
            all -> {
              scope.listed(all);
              return owned(scope, all, predecessors);
            });
  }

  private static Attempt<Owned> owned(
      RolloutScope scope, List<ObservedPolicy> all, Predecessors predecessors) {
    return switch (Ownership.of(scope.identity(), all, scope.memory().policies(), predecessors)) {
      case Ownership.Ours ours -> Attempt.done(new Owned(ours.policies(), Set.of()));
      case Ownership.TakenOver taken -> {
        TakeOvers.begin(scope, taken.installation());
        yield Attempt.done(new Owned(taken.policies(), taken.foreign()));
      }
      case Ownership.Duplicate duplicate ->
          stalled(ConditionReason.DUPLICATE_OWNED_OBJECTS, duplicate.problem());
      case Ownership.OwnedElsewhere elsewhere ->
          stalled(
              ConditionReason.OWNED_ELSEWHERE,
              elsewhere
                  .problem()
                  .map(told -> told + " " + TakeOvers.how(scope, elsewhere.installation())));
    };
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

  static Set<ManagedGroup> managedGroups(RolloutScope scope) {
    Set<ManagedGroup> groups = new LinkedHashSet<>();
    scope.wanted().rollout().stages().stream()
        .map(stage -> stage.cohort())
        .filter(StageCohort.Own.class::isInstance)
        .map(StageCohort.Own.class::cast)
        .forEach(own -> groups.addAll(own.include().managedGroups()));
    return groups;
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
    return outcome.failure().filter(p -> p.cause() != Problem.Cause.NOT_FOUND).isPresent();
  }

  private static <T> Attempt<T> stalled(ConditionReason reason, Optional<String> problem) {
    return Attempt.failed(Trouble.forPerson(reason, problem.orElseThrow()));
  }
}
