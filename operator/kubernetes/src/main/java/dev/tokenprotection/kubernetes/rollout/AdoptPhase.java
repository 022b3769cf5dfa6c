package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.guard.Refusal;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.CreationPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Adoption;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which existing policies the rollout takes over. From here on they are planned for like its own;
 * the first write to each puts the mark of ownership on it. One that is enforced decides where the
 * rollout begins, anew in each look until it has the mark: people may still change it.
 */
final class AdoptPhase implements Phase {
  private final Supplier<String> ids;

  /**
   * @param ids gives random ids
   */
  AdoptPhase(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public Step run(RolloutScope scope) {
    return switch (candidates(scope)) {
      case Attempt.Failed<List<ObservedPolicy>>(Trouble trouble) -> new Step.Halt(trouble);
      case Attempt.Done<List<ObservedPolicy>>(List<ObservedPolicy> all) -> adopt(scope, all);
    };
  }

  /** All policies, with those that are named by id and that a list does not show yet. */
  private static Attempt<List<ObservedPolicy>> candidates(RolloutScope scope) {
    List<ObservedPolicy> all = new ArrayList<>(scope.listed());
    if (scope.wanted().creation() instanceof CreationPolicy.Adopt(Map<PolicyRole, PolicyId> ids)) {
      for (Map.Entry<PolicyRole, PolicyId> named : ids.entrySet()) {
        boolean isMissing = all.stream().noneMatch(p -> p.id().equals(named.getValue()));
        if (isMissing && !scope.memory().policies().containsKey(named.getKey())) {
          Outcome<ObservedPolicy> policy = scope.tenant().tenant().policies().get(named.getValue());
          if (policy.failure().filter(p -> p.cause() != Problem.Cause.NOT_FOUND).isPresent()) {
            return Attempt.failed(Trouble.of(policy));
          }
          policy.success().ifPresent(all::add);
        }
      }
    }
    return Attempt.done(all);
  }

  private Step adopt(RolloutScope scope, List<ObservedPolicy> all) {
    Adoption adoption =
        Adoption.of(
            scope.wanted().creation(),
            scope.wanted().rollout(),
            scope.observed().owned(),
            scope.memory().policies(),
            all);
    scope.adoption(adoption);
    if (adoption.problem().isPresent()) {
      return new Step.Halt(Trouble.forPerson(reason(adoption), adoption.problem().get()));
    }
    scope.observed(scope.observed().adopting(adoption.policies()));
    ObservedPolicy enforced = adoption.policies().get(PolicyRole.ENFORCED);
    return enforced != null && enforced.content().enforces() ? begin(scope) : Step.GO_ON;
  }

  private static ConditionReason reason(Adoption adoption) {
    return switch (adoption) {
      case Adoption.Ambiguous ambiguous -> ConditionReason.ADOPTION_AMBIGUOUS;
      case Adoption.NotFound notFound -> ConditionReason.ADOPTION_NOT_FOUND;
      case Adoption.Owned owned -> ConditionReason.ADOPTION_OWNED;
      case Adoption.Occupied occupied -> ConditionReason.ADOPTION_OCCUPIED;
      case Adoption.None none -> throw new IllegalArgumentException("nothing is wrong");
      case Adoption.Namesakes namesakes -> throw new IllegalArgumentException("nothing is wrong");
      case Adoption.Found found -> throw new IllegalArgumentException("nothing is wrong");
    };
  }

  /** Where the enforced policy puts the rollout. */
  private Step begin(RolloutScope scope) {
    return switch (Recovery.of(
        scope.wanted().rollout(),
        scope.resolved(),
        scope.breakGlass(),
        scope.observed().policies())) {
      case Recovery.Anew anew -> Step.GO_ON;
      case Recovery.At(int stage, Scope passed) -> at(scope, stage, passed);
      case Recovery.Unresolved(List<String> groups) ->
          new Step.Halt(
              Trouble.forPerson(
                  ConditionReason.ADOPTION_DISAGREES,
                  "The policy that is to be adopted is enabled, and no stage without these groups, which"
                      + " do not exist, enforces just what it covers: "
                      + String.join(", ", groups)
                      + ". A managed group is made once the rollout has begun: leave it to a later"
                      + " stage, or begin with groups that exist"
                      + "."));
      case Recovery.Disagrees(String sentence) -> {
        showDifference(scope, sentence);
        yield new Step.Halt(Trouble.forPerson(ConditionReason.ADOPTION_DISAGREES, sentence));
      }
    };
  }

  /** The plan of the nearest stage, which is not carried out. */
  private static void showDifference(RolloutScope scope, String sentence) {
    int nearest =
        Recovery.nearest(scope.wanted().rollout(), scope.resolved(), scope.observed().policies());
    scope
        .machine()
        .desired(
            Progress.AtStage.begin(nearest, "", scope.now()), scope.resolved(), scope.breakGlass())
        .map(wanted -> Planner.plan(wanted, scope.members(), scope.observed()))
        .ifPresent(
            plan ->
                scope.planned(
                    Planned.refused(
                        plan.only(change -> change.action() instanceof Action.AdoptPolicy),
                        new Violation(
                            ConditionReason.ADOPTION_DISAGREES.apiName(),
                            sentence,
                            "The plan shows the difference to stage "
                                + scope.stageName(nearest)
                                + ".",
                            new Refusal.Everything()))));
  }

  private Step at(RolloutScope scope, int stage, Scope passed) {
    boolean isThere =
        switch (scope.memory().progress()) {
          case Progress.NotStarted notStarted -> false;
          case Progress.AtStage present -> present.stage() == stage;
          case Progress.FellBack fellBack -> true;
          case Progress.Completed completed -> true;
        };
    if (isThere && scope.passed().equals(passed)) {
      return Step.GO_ON;
    }
    Attempt<Integer> users = Cohorts.size(scope, passed.includeGroups());
    if (users instanceof Attempt.Failed<Integer>(Trouble trouble)) {
      return new Step.Halt(trouble);
    }
    Progress.AtStage at = new Recovery.At(stage, passed).begin(ids.get(), scope.now());
    scope
        .memory()
        .passed(
            ScopeMapping.recovered(
                passed, scope.stageName(stage), at, users.success().orElseThrow(), scope.now()));
    if (!isThere) {
      scope.memory().progress(at);
      scope.memory().gate(GateMeasurements.NONE);
      HandsPhase.putOnRecord(scope);
    }
    return Step.GO_ON;
  }
}
