package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.preflight.Check;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.StageDecision;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import dev.tokenprotection.kubernetes.status.StatusParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the rollout stays, moves on or goes back, and what is remembered of that. */
final class DecidePhase implements Phase {
  private final Supplier<String> ids;
  private final Cohorts cohorts;
  private final PlanPhase plan;
  private final DecisionMetrics metrics;

  /**
   * @param ids gives random ids
   * @param cohorts knows who joined when
   * @param plan plans anew after a move
   */
  DecidePhase(Supplier<String> ids, Cohorts cohorts, PlanPhase plan, DecisionMetrics metrics) {
    this.ids = ids;
    this.cohorts = cohorts;
    this.plan = plan;
    this.metrics = metrics;
  }

  @Override
  public Step run(RolloutScope scope) {
    Input input = input(scope, scope.judged());
    Decision decision = scope.machine().decide(scope.memory().progress(), input);
    HandsPhase.answer(scope, scope.machine().answer(scope.memory().progress(), input));
    scope.decision(decision);
    remember(scope, decision);
    scope.memory().progress(decision.progress());
    scope.hand(new Hand.None());
    return moves(decision) ? plan.run(scope) : Step.GO_ON;
  }

  /** Whether the stage would be left for good evidence, if this were what the logs say. */
  boolean leadsOn(RolloutScope scope, Judged judged) {
    Decision decision = scope.machine().decide(scope.memory().progress(), input(scope, judged));
    return decision instanceof Decision.Promote || decision instanceof Decision.Complete;
  }

  private Input input(RolloutScope scope, Judged judged) {
    return new Input(
        time(scope, judged),
        ids.get(),
        judged.start(),
        judged.evaluation(),
        judged.breaker(),
        holds(scope),
        scope.hand(),
        scope.window(),
        scope.approvals());
  }

  /**
   * While an evaluation that is due waits for the logs and nobody is told, the decision is made as
   * of the moment before it was due: so it stays the same however often it is made meanwhile.
   */
  private static Instant time(RolloutScope scope, Judged judged) {
    return switch (judged.pending()) {
      case Judged.Pending.Yes(Instant since)
          when judged.evaluation() instanceof Evaluation.NotDone ->
          since.minusMillis(1);
      case Judged.Pending.Yes told -> scope.now();
      case Judged.Pending.No no -> scope.now();
    };
  }

  private List<Hold> holds(RolloutScope scope) {
    List<Hold> holds = new ArrayList<>(scope.stops());
    scope.orders().freeze().ifPresent(why -> holds.add(new Hold.Frozen(why)));
    if (Boolean.TRUE.equals(scope.resource().getSpec().paused())) {
      holds.add(new Hold.Paused());
    }
    if (scope.onlyLooksOn()) {
      holds.add(
          Trouble.forPerson(
                  ConditionReason.OBSERVE_ONLY,
                  "spec.applyPolicy is Observe: the plan is shown in status and nothing is written to"
                      + " Entra; set it to Automatic to go on.")
              .hold());
    }
    if (enforces(scope)) {
      scope.checklist().checks().stream()
          .filter(checked -> checked.check() == Check.BREAK_GLASS_EXEMPT)
          .flatMap(checked -> checked.blocking().stream())
          .map(finding -> new Hold.BreakGlassAffected(finding.sentence()))
          .forEach(holds::add);
    }
    if (scope.verification()
        instanceof BreakGlassVerification.Unverified(var message, var remedy)) {
      holds.add(new Hold.BreakGlassUnverified(message + " " + remedy));
    }
    if (!scope.preflight().passed()) {
      holds.add(
          new Hold.PreflightFailed(
              scope.preflight().findings().stream()
                  .map(Preflight.Finding::sentence)
                  .collect(Collectors.joining(" "))));
    }
    Stream.concat(scope.lostGroups().stream(), scope.unresolvedGroups().stream())
        .findFirst()
        .map(Trouble::message)
        .ifPresent(message -> holds.add(new Hold.GroupsUnresolved(message)));
    addDifferences(scope, holds);
    if (scope.memory().progress() instanceof Progress.Completed) {
      scope
          .widening()
          .map(widening -> new Hold.ScopeWidened(widening.summary()))
          .ifPresent(holds::add);
    }
    addSettling(scope, holds);
    return holds;
  }

  /** Whether anybody may be blocked by the enforced policy as it was read. */
  static boolean enforces(RolloutScope scope) {
    return scope
        .observed()
        .policy(PolicyRole.ENFORCED)
        .filter(policy -> policy.content().enforces())
        .isPresent();
  }

  private static void addDifferences(RolloutScope scope, List<Hold> holds) {
    Plan missing = scope.planned().holding();
    Plan policies = missing.only(Change::writesPolicy);
    Plan groups = missing.only(change -> !change.writesPolicy());
    if (!policies.isEmpty()) {
      holds.add(new Hold.PolicyNotInSync(difference(scope, policies)));
    }
    if (!scope.unresolvedMembers().isEmpty()) {
      holds.add(new Hold.MembershipNotInSync(scope.unresolvedMembers().getFirst().message()));
    } else if (!groups.isEmpty()) {
      holds.add(new Hold.MembershipNotInSync(difference(scope, groups)));
    }
  }

  private void addSettling(RolloutScope scope, List<Hold> holds) {
    if (scope.memory().progress() instanceof Progress.AtStage at) {
      cohorts.settling(scope, at).ifPresent(until -> holds.add(new Hold.MembershipSettling(until)));
    }
  }

  private static String difference(RolloutScope scope, Plan plan) {
    return scope.planned().refused().stream()
        .filter(violation -> !plan.only(violation::refuses).isEmpty())
        .findFirst()
        .map(Violation::sentence)
        .orElseGet(() -> "Entra is being brought in line: " + plan.summary() + ".");
  }

  private static boolean moves(Decision decision) {
    return switch (decision) {
      case Decision.Start start -> true;
      case Decision.Promote promote -> true;
      case Decision.FallBackToReportOnly fallBack -> true;
      case Decision.RollBack rollBack -> true;
      case Decision.Retry retry -> true;
      case Decision.Skip skip -> true;
      case Decision.Resume resume -> true;
      case Decision.Stay stay -> false;
      case Decision.FailGate failGate -> false;
      // What has passed may be wider than before.
      case Decision.Complete complete -> true;
    };
  }

  private void remember(RolloutScope scope, Decision decision) {
    switch (decision) {
      case Decision.Start start -> {
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.STARTED, start.message());
        metrics.decided(StageDecision.START);
      }
      case Decision.Stay stay -> metrics.decided(StageDecision.STAY);
      case Decision.FailGate failGate -> {
        scope.tell(EventReason.GATE_FAILED, failGate.message());
        metrics.decided(StageDecision.FAIL_GATE);
      }
      case Decision.Promote promote -> {
        passed(scope, promote.from(), "Promoted", promote.message(), Latch.OPERATOR);
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.PROMOTED, promote.message());
        metrics.decided(StageDecision.PROMOTE);
      }
      case Decision.Complete complete -> {
        passed(scope, complete.from(), "Completed", complete.message(), Latch.OPERATOR);
        // There is no progress any more that the counters would come from.
        scope.memory().gate(StatusParts.gate(scope.memory().gate(), complete.from(), scope.now()));
        scope.tell(EventReason.COMPLETED, complete.message());
        metrics.decided(StageDecision.COMPLETE);
      }
      case Decision.RollBack back -> {
        ended(scope, back.from(), "RolledBack", back.message(), back.by());
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.ROLLED_BACK, back.message());
        metrics.decided(StageDecision.ROLL_BACK);
      }
      case Decision.Retry retry -> {
        ended(scope, retry.from(), "Superseded", retry.message(), retry.by());
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.RETRIED, retry.message());
        metrics.decided(StageDecision.RETRY);
      }
      case Decision.Skip skip -> {
        passed(scope, skip.from(), "Skipped", skip.message(), skip.by());
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.SKIPPED, skip.message());
        metrics.decided(StageDecision.SKIP);
      }
      case Decision.FallBackToReportOnly fallBack -> {
        Stopped.remember(scope, fallBack.progress());
        metrics.decided(StageDecision.FALL_BACK);
      }
      case Decision.Resume resume -> {
        scope.memory().gate(GateMeasurements.NONE);
        scope.tell(EventReason.RESUMED, resume.message());
        metrics.decided(StageDecision.RESUME);
      }
    }
  }

  private static void passed(
      RolloutScope scope, Progress.AtStage from, String completion, String message, String by) {
    scope
        .memory()
        .passed(
            ScopeMapping.afterGate(
                scope.memory().passed().orElse(null),
                scope.wanted().rollout(),
                from,
                scope.resolved(),
                scope.observed().policies().get(PolicyRole.OBSERVE).content(),
                groups -> users(scope, groups),
                scope.now()));
    ended(scope, from, completion, message + approvedBy(scope), by);
  }

  /** For the record in status; logs and events name nobody. */
  private static String approvedBy(RolloutScope scope) {
    return scope
        .request()
        .map(open -> open.status().approvedBy())
        .map(people -> " Approved by " + String.join(", ", people) + ".")
        .orElse("");
  }

  private static void ended(
      RolloutScope scope, Progress.AtStage from, String completion, String message, String by) {
    scope
        .memory()
        .ended(
            new HistoryEntry(
                scope.wanted().rollout().stages().get(from.stage()).name(),
                from.attempt(),
                from.startedAt(),
                scope.now(),
                completion,
                message,
                by,
                CanonicalHash.of(scope.memory().gate().toString())));
  }

  /**
   * If the groups of earlier stages can't be read, the least that is known to have been watched.
   */
  private static int users(RolloutScope scope, Collection<GroupId> groups) {
    return Cohorts.size(scope, groups)
        .success()
        .orElseGet(() -> Math.max(scope.judged().cohortSize(), scope.memory().passedUsers()));
  }
}
