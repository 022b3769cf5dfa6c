package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
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

  /**
   * @param cohorts watches who is in the managed groups
   */
  ObservePhase(PolicyList policies, Cohorts cohorts) {
    this.policies = policies;
    this.cohorts = cohorts;
  }

  @Override
  public Step run(RolloutScope scope) {
    Attempt<Map<PolicyRole, ObservedPolicy>> owned = ownedPolicies(scope);
    if (owned instanceof Attempt.Failed<Map<PolicyRole, ObservedPolicy>>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    Map<PolicyRole, ObservedPolicy> found = owned.success().orElseThrow();
    Attempt<Map<PolicyRole, ObservedPolicy>> deleted = DeletedPolicies.look(scope, found);
    if (deleted instanceof Attempt.Failed<Map<PolicyRole, ObservedPolicy>>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    return switch (OwnedGroups.look(scope, found)) {
      case Attempt.Failed<OwnedGroups.Found>(Trouble trouble) -> new Step.Halt(trouble);
      case Attempt.Done<OwnedGroups.Found>(OwnedGroups.Found groups) -> {
        remember(scope, found, groups.present());
        scope.observed(
            new ObservedState(found, groups.present(), groups.lost())
                .restorable(deleted.success().orElseThrow()));
        scope.lostGroups(groups.troubles());
        cohorts.watch(scope);
        yield Step.GO_ON;
      }
    };
  }

  private Attempt<Map<PolicyRole, ObservedPolicy>> ownedPolicies(RolloutScope scope) {
    return Attempt.of(policies.of(scope))
        .flatMap(all -> withKnown(scope, all))
        .flatMap(
            all -> {
              scope.listed(all);
              return switch (Ownership.of(scope.identity(), all, scope.memory().policies())) {
                  case Ownership.Ours ours -> Attempt.done(ours.policies());
                  case Ownership.Duplicate duplicate ->
                      stalled(ConditionReason.DUPLICATE_OWNED_OBJECTS, duplicate.problem());
                  case Ownership.OwnedElsewhere elsewhere ->
                      stalled(ConditionReason.OWNED_ELSEWHERE, elsewhere.problem());
                };
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
