package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.WriteKind;
import dev.tokenprotection.kubernetes.DecisionMetrics.WriteResult;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the writes of a plan, one by one, each only while the lease is ours, and creates only while
 * the intent that was recorded for them is young; stops at the first that is not known to have
 * taken place.
 */
final class PlanExecution {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

  private final WriteFence fence;
  private final Time time;
  private final DecisionMetrics metrics;

  PlanExecution(WriteFence fence, Time time, DecisionMetrics metrics) {
    this.fence = fence;
    this.time = time;
    this.metrics = metrics;
  }

  /** How the carrying out of a plan ended. */
  sealed interface Ended {
    /** All of it was sent and taken. */
    record Done() implements Ended {}

    /** Something had changed meanwhile, or too much time had passed: observe and plan again. */
    record Overtaken() implements Ended {}

    /** A write was not taken, or not known to have been. */
    record Failed(Trouble trouble) implements Ended {}
  }

  /**
   * Sends the writes; what they make is remembered in {@code scope}.
   *
   * @param plan whose intent was recorded last
   */
  Ended carryOut(Plan plan, RolloutScope scope, SharedTenant tenant) {
    List<Change> changes = plan.changes();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (fence.check() instanceof WriteFence.Standing.Barred(String why)) {
        metrics.written(kind(change.action()), WriteResult.NOT_LEADING);
        forget(scope, changes.subList(i, changes.size()));
        return new Ended.Failed(Trouble.forTime(ConditionReason.NOT_LEADING, why));
      }
      if (!scope.memory().intent().covers(change.action(), ageOfIntent(scope))) {
        forget(scope, changes.subList(i, changes.size()));
        return new Ended.Overtaken();
      }
      Outcome<?> outcome = send(change.action(), scope, tenant);
      log(scope, change, outcome);
      if (outcome.failure().isPresent()) {
        forget(scope, changes.subList(i + 1, changes.size()));
        return failed(change.action(), outcome, scope);
      }
      metrics.written(kind(change.action()), WriteResult.DONE);
    }
    return new Ended.Done();
  }

  private Duration ageOfIntent(RolloutScope scope) {
    return Duration.between(scope.memory().intent().recordedAt(), time.now());
  }

  /** What was not sent made nothing, so nobody has to wait for it to become visible. */
  private static void forget(RolloutScope scope, List<Change> unsent) {
    for (Change change : unsent) {
      scope.memory().intent(scope.memory().intent().withoutRefused(change.action()));
    }
  }

  private Outcome<?> send(Action action, RolloutScope scope, SharedTenant shared) {
    Tenant tenant = shared.tenant();
    PolicyPort policies = tenant.policies();
    DirectoryPort directory = tenant.directory();
    return switch (action) {
      case Action.CreatePolicy create -> {
        var outcome = policies.create(create.content());
        outcome.success().ifPresent(id -> scope.memory().policies().put(create.role(), id));
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.RestorePolicy restore -> {
        var outcome = policies.restore(restore.id());
        switch (outcome) {
          case Outcome.Terminal<?> terminal -> scope.notRestorable(restore.id());
          case Outcome.Conflict<?> conflict -> scope.notRestorable(restore.id());
          case Outcome.Ok<?> ok -> {}
          case Outcome.Retryable<?> retryable -> {}
          case Outcome.Throttled<?> throttled -> {}
        }
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.AdoptPolicy adopt -> {
        var outcome = policies.update(adopt.id(), adopt.fields(), adopt.content());
        outcome.success().ifPresent(done -> scope.memory().adopted(adopt.role(), adopt.id()));
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.TakeOver.OfPolicy taken -> {
        var outcome = policies.update(taken.id(), taken.fields(), taken.content());
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.TakeOver.OfGroup taken ->
          directory.describeGroup(taken.id(), taken.description());
      case Action.UpdatePolicy update -> {
        var outcome = policies.update(update.id(), update.fields(), update.content());
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.SetPolicyState set -> {
        var outcome = policies.setState(set.id(), set.state());
        wrotePolicy(scope, shared);
        yield outcome;
      }
      case Action.CreateGroup create -> {
        var outcome = directory.createGroup(create.displayName(), create.description());
        outcome
            .success()
            .ifPresent(id -> scope.memory().managedGroups().put(create.displayName(), id));
        yield outcome;
      }
      case Action.AddMembers add -> {
        var outcome = directory.addMembers(add.group(), add.users());
        wroteMembers(scope);
        shared.directory().changed(add.group());
        yield outcome;
      }
      case Action.RemoveMember remove -> {
        var outcome = directory.removeMember(remove.group(), remove.user());
        wroteMembers(scope);
        shared.directory().changed(remove.group());
        yield outcome;
      }
    };
  }

  private void wrotePolicy(RolloutScope scope, SharedTenant shared) {
    scope.memory().wrotePolicy(time.now().truncatedTo(ChronoUnit.SECONDS));
    shared.policies().written();
  }

  private void wroteMembers(RolloutScope scope) {
    scope.memory().wroteMembership(time.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private Ended failed(Action action, Outcome<?> outcome, RolloutScope scope) {
    Problem problem = outcome.failure().orElseThrow();
    boolean nothingWritten = problem.effect() == Problem.Effect.NONE;
    metrics.written(kind(action), nothingWritten ? WriteResult.FAILED : WriteResult.UNKNOWN);
    if (nothingWritten) {
      scope.memory().intent(scope.memory().intent().withoutRefused(action));
    }
    if (outcome instanceof Outcome.Conflict<?> || isRefusedRestore(action, outcome)) {
      return new Ended.Overtaken();
    }
    Trouble trouble = Trouble.of(outcome);
    WriteNews.tellOfFailure(scope, trouble);
    return new Ended.Failed(trouble);
  }

  /** What can't be restored is made anew. */
  private static boolean isRefusedRestore(Action action, Outcome<?> outcome) {
    return action instanceof Action.RestorePolicy && outcome instanceof Outcome.Terminal<?>;
  }

  private static void log(RolloutScope scope, Change change, Outcome<?> outcome) {
    LOG.atInfo()
        .addKeyValue("namespace", scope.identity().namespace())
        .addKeyValue("name", scope.identity().name())
        .addKeyValue("write", kind(change.action()))
        .addKeyValue("direction", change.direction())
        .addKeyValue("outcome", outcome.getClass().getSimpleName())
        .addKeyValue("reason", outcome.failure().map(Problem::answer).orElse(""))
        .log("Wrote to Entra");
  }

  private static WriteKind kind(Action action) {
    return switch (action) {
      case Action.CreateGroup create -> WriteKind.CREATE_GROUP;
      case Action.AddMembers add -> WriteKind.ADD_MEMBERS;
      case Action.RemoveMember remove -> WriteKind.REMOVE_MEMBER;
      case Action.CreatePolicy create -> WriteKind.CREATE_POLICY;
      case Action.RestorePolicy restore -> WriteKind.RESTORE_POLICY;
      case Action.AdoptPolicy adopt -> WriteKind.ADOPT_POLICY;
      case Action.TakeOver taken -> WriteKind.TAKE_OVER;
      case Action.UpdatePolicy update -> WriteKind.UPDATE_POLICY;
      case Action.SetPolicyState set -> WriteKind.SET_POLICY_STATE;
    };
  }
}
