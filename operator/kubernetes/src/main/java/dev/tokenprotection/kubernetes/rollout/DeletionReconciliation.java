package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.guard.Deletion;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.DeletionPlan;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.mapping.EnumMapping;
import dev.tokenprotection.kubernetes.rollout.RolloutReconciliation.Looked;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One look at a rollout that is being deleted and has our finalizer: carries its deletion policy
 * out, or leaves the policies as they are, and then lets the object go. It needs a connection to
 * the tenant and nothing else: no valid spec, no resolved names, no evidence.
 */
final class DeletionReconciliation {
  /** Entra shows a state within a round of writing it, or later. */
  private static final int MOST_ROUNDS = 2;

  private final TenantRegistry tenants;
  private final Phase reachTenant;
  private final DeletionFinalizer finalizer;
  private final Recorder recorder;
  private final DeletionNews news;
  private final PlanExecution execution;
  private final String installation;
  private final Time time;
  private final LookAgain lookAgain;

  /**
   * @param reachTenant says why the tenant can't be talked to
   */
  DeletionReconciliation(
      TenantRegistry tenants,
      Phase reachTenant,
      DeletionFinalizer finalizer,
      Recorder recorder,
      DeletionNews news,
      PlanExecution execution,
      String installation,
      Time time,
      LookAgain lookAgain) {
    this.tenants = tenants;
    this.reachTenant = reachTenant;
    this.finalizer = finalizer;
    this.recorder = recorder;
    this.news = news;
    this.execution = execution;
    this.installation = installation;
    this.time = time;
    this.lookAgain = lookAgain;
  }

  /**
   * @param deleted as the API server has it now: marked for deletion, with our finalizer
   */
  Looked look(TokenProtectionRollout deleted) {
    RolloutScope scope =
        new RolloutScope(deleted, installation, time.now().truncatedTo(ChronoUnit.SECONDS));
    return switch (decided(scope)) {
      case Deletion.Orphan(Deletion.Why why) -> {
        news.orphaned(scope, why);
        yield released(scope);
      }
      case Deletion.Lower(DeletionPolicy policy) -> lowered(scope, policy);
    };
  }

  private static Deletion decided(RolloutScope scope) {
    TokenProtectionRollout deleted = scope.resource();
    var spec = deleted.getSpec();
    String uid = deleted.getMetadata().getUid();
    return Deletion.decide(
        EnumMapping.deletionPolicy(spec == null ? null : spec.deletionPolicy()),
        scope.onlyLooksOn() ? ApplyPolicy.OBSERVE : ApplyPolicy.AUTOMATIC,
        Annotations.token(deleted, Annotations.CONFIRM_DELETE).filter(uid::equals).isPresent()
            ? Deletion.Confirmation.GIVEN
            : Deletion.Confirmation.MISSING,
        Annotations.token(deleted, Annotations.FORCE_ORPHAN).isPresent()
            ? Deletion.Haste.AT_ONCE
            : Deletion.Haste.NONE);
  }

  private Looked lowered(RolloutScope scope, DeletionPolicy policy) {
    Optional<SharedTenant> tenant =
        tenants.view(RolloutWakes.tenantOf(scope.resource())).anyConnection();
    if (tenant.isEmpty()) {
      return ended(scope, reachTenant.run(scope));
    }
    for (int round = 0; round <= MOST_ROUNDS; round++) {
      switch (owned(scope, tenant.get())) {
        case Attempt.Failed<List<DeletionPlan.Owned>>(Trouble trouble) -> {
          return waits(scope, trouble);
        }
        case Attempt.Done<List<DeletionPlan.Owned>>(List<DeletionPlan.Owned> owned) -> {
          Plan plan = DeletionPlan.of(policy, owned);
          if (plan.isEmpty()) {
            return isComplete(scope, owned) ? carriedOut(scope, policy, owned) : unseen(scope);
          }
          Phase.Step step = write(scope, plan, tenant.get());
          if (!(step instanceof Phase.Step.GoOn)) {
            return ended(scope, step);
          }
        }
      }
    }
    return unseen(scope);
  }

  /**
   * The rollout's policies, each read by its id: Graph's lists run behind what a get of the object
   * tells, and a policy that was enabled a moment ago must not be taken for report-only.
   */
  private static Attempt<List<DeletionPlan.Owned>> owned(RolloutScope scope, SharedTenant tenant) {
    var known = scope.memory().policies();
    Outcome<List<ObservedPolicy>> listed = tenant.policies().fresh();
    if (listed.failure().isPresent()) {
      return Attempt.failed(Trouble.of(listed));
    }
    Set<PolicyId> candidates = new LinkedHashSet<>(known.values());
    DeletionPlan.owned(scope.identity(), listed.success().orElseThrow(), known)
        .forEach(one -> candidates.add(one.policy().id()));
    List<ObservedPolicy> found = new ArrayList<>();
    for (PolicyId id : candidates) {
      Outcome<ObservedPolicy> outcome = tenant.tenant().policies().get(id);
      if (outcome.failure().filter(p -> p.cause() != Problem.Cause.NOT_FOUND).isPresent()) {
        return Attempt.failed(Trouble.of(outcome));
      }
      outcome.success().ifPresent(found::add);
    }
    return Attempt.done(DeletionPlan.owned(scope.identity(), found, known));
  }

  /** Whether nothing was created shortly before that Entra does not show yet. */
  private static boolean isComplete(RolloutScope scope, List<DeletionPlan.Owned> owned) {
    Set<PolicyRole> seen = owned.stream().map(DeletionPlan.Owned::role).collect(Collectors.toSet());
    return !scope.memory().intent().mayHaveUnseenPolicy(seen, scope.now());
  }

  private Phase.Step write(RolloutScope scope, Plan plan, SharedTenant tenant) {
    scope.trouble(
        Trouble.forTime(
            ConditionReason.APPLYING, "The deletion is carried out: " + plan.summary() + "."));
    if (recorder.recordIntent(scope, plan) == Recorder.Recorded.OVERTAKEN) {
      return new Phase.Step.DecideAnew();
    }
    return switch (execution.carryOut(plan, scope, tenant)) {
      case PlanExecution.Ended.Done done -> Phase.Step.GO_ON;
      case PlanExecution.Ended.Overtaken overtaken -> Phase.Step.GO_ON;
      case PlanExecution.Ended.Failed failed -> new Phase.Step.Halt(failed.trouble());
    };
  }

  private Looked unseen(RolloutScope scope) {
    return waits(
        scope,
        Trouble.forTime(
            ConditionReason.WAITING_FOR_VISIBILITY,
            "Entra does not show yet what was written last."));
  }

  private Looked carriedOut(
      RolloutScope scope, DeletionPolicy policy, List<DeletionPlan.Owned> owned) {
    news.carriedOut(scope, policy, owned);
    return released(scope);
  }

  private Looked ended(RolloutScope scope, Phase.Step step) {
    return switch (step) {
      case Phase.Step.Halt(Trouble trouble) -> waits(scope, trouble);
      case Phase.Step.DecideAnew anew -> again(ReconcileResult.CONFLICT);
      // The EntraTenant was not looked at yet since the operator started; it wakes its rollouts.
      case Phase.Step.Wait wait -> looked(ReconcileResult.SETTLED, lookAgain.atResync());
      case Phase.Step.GoOn goOn -> again(ReconcileResult.SETTLED);
    };
  }

  /** The finalizer stays, and says what it waits for. */
  private Looked waits(RolloutScope scope, Trouble trouble) {
    Trouble waiting = DeletionNews.waiting(scope, trouble);
    news.waits(scope, waiting);
    scope.trouble(waiting);
    if (recorder.record(scope) == Recorder.Recorded.OVERTAKEN) {
      return again(ReconcileResult.CONFLICT);
    }
    return looked(
        switch (trouble.mending()) {
          case BY_PERSON -> ReconcileResult.STALLED;
          case BY_TIME -> ReconcileResult.RETRYING;
        },
        lookAgain.after(scope));
  }

  private Looked released(RolloutScope scope) {
    return switch (finalizer.release(scope.resource())) {
      case DeletionFinalizer.Patched.Holds gone ->
          looked(ReconcileResult.SETTLED, lookAgain.atResync());
      case DeletionFinalizer.Patched.Overtaken overtaken -> again(ReconcileResult.CONFLICT);
      case DeletionFinalizer.Patched.Refused(String answer) ->
          waits(
              scope,
              Trouble.forPerson(
                  ConditionReason.FINALIZER_REFUSED,
                  "The API server refused to take the finalizer "
                      + DeletionFinalizer.NAME
                      + " off: "
                      + answer
                      + ". Let the operator patch tokenprotectionrollouts."));
    };
  }

  private Looked again(ReconcileResult result) {
    return looked(result, lookAgain.atOnce());
  }

  private static Looked looked(ReconcileResult result, Duration again) {
    return new Looked(result, RolloutPhase.DELETING, again);
  }
}
