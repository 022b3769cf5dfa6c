package dev.tokenprotection.kubernetes.rollout;

import static dev.tokenprotection.kubernetes.condition.ConditionType.APPROVALS_TRUSTED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.BREAK_GLASS_PROTECTED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.GATE_PASSING;
import static dev.tokenprotection.kubernetes.condition.ConditionType.MEMBERSHIP_IN_SYNC;
import static dev.tokenprotection.kubernetes.condition.ConditionType.POLICY_IN_SYNC;
import static dev.tokenprotection.kubernetes.condition.ConditionType.PREFLIGHT_PASSED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.READY;
import static dev.tokenprotection.kubernetes.condition.ConditionType.RECONCILING;
import static dev.tokenprotection.kubernetes.condition.ConditionType.ROLLOUT_COMPLETED;
import static dev.tokenprotection.kubernetes.condition.ConditionType.STALLED;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Blocker;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.approval.ApprovalTrust;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.condition.Conditions;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The conditions of a rollout, from what a look found. Built in one place, at the end. */
final class RolloutConditions {
  private final RolloutScope scope;
  private final Conditions conditions;

  private RolloutConditions(RolloutScope scope) {
    this.scope = scope;
    var status = scope.resource().getStatus();
    List<Condition> before =
        status == null || status.conditions() == null ? List.of() : status.conditions();
    this.conditions =
        new Conditions(before, scope.resource().getMetadata().getGeneration(), scope.now());
  }

  /**
   * @param gate the gate as status will show it, null when no stage has begun
   */
  static List<Condition> of(RolloutScope scope, GateStatus gate) {
    RolloutConditions built = new RolloutConditions(scope);
    built.ready();
    if (scope.hasObserved()) {
      built.policies();
      built.membership();
      built.breakGlass();
      built.preflight();
    } else {
      built.keepWhatWasObserved();
    }
    built.gate(gate);
    built.approvals();
    built.completed();
    return built.conditions.all();
  }

  private void ready() {
    Optional<Trouble> trouble = obstacle();
    if (trouble.isPresent()) {
      if (isPlanOnly(trouble.get())) {
        conditions.isFalse(READY, trouble.get().reason(), trouble.get().message());
      } else {
        notReady(trouble.get());
      }
      return;
    }
    switch (scope.memory().progress()) {
      case Progress.NotStarted notStarted ->
          notReady(new Trouble(ConditionReason.NOT_BEGUN, message(), Trouble.Mending.BY_TIME));
      case Progress.FellBack(Progress.AtStage from, Latch latch) ->
          notReady(Trouble.forPerson(reason(latch.cause()), latch.message()));
      case Progress.AtStage at -> {
        applied("stage " + scope.stageName(at.stage()));
        deadline();
      }
      case Progress.Completed completed -> applied("the last stage");
    }
  }

  /**
   * A rollout that only looks on is neither stalled nor under way: it does what it was asked for.
   * Unless people wait for a way back that it does not write.
   */
  private boolean isPlanOnly(Trouble trouble) {
    return trouble.reason() == ConditionReason.OBSERVE_ONLY
        && !(scope.memory().progress() instanceof Progress.FellBack);
  }

  private void notReady(Trouble trouble) {
    conditions.isFalse(READY, trouble.reason(), trouble.message());
    switch (trouble.mending()) {
      case BY_PERSON -> conditions.isTrue(STALLED, trouble.reason(), trouble.message());
      case BY_TIME -> conditions.isTrue(RECONCILING, trouble.reason(), trouble.message());
    }
  }

  /** What keeps Entra from holding what is wanted; the first thing that a person must mend. */
  private Optional<Trouble> obstacle() {
    if (scope.gravestTrouble().isPresent()) {
      return scope.gravestTrouble();
    }
    Optional<Trouble> unresolved = scope.unresolvedGroups().stream().findFirst();
    if (unresolved.isPresent()) {
      return unresolved;
    }
    Optional<Trouble> unknown = scope.unresolvedMembers().stream().findFirst();
    if (unknown.isPresent()) {
      return unknown;
    }
    return scope.planned().refusedForPerson().stream().findFirst().map(this::trouble);
  }

  /** Drift that is only told needs nobody: the rollout goes on. */
  private Trouble trouble(Violation violation) {
    return scope.planned().drift() instanceof DriftHandling.Told
            && reason(violation) == ConditionReason.DRIFTED
        ? Trouble.forTime(ConditionReason.DRIFTED, sentence(violation))
        : Trouble.forPerson(reason(violation), sentence(violation));
  }

  private void applied(String what) {
    Plan missing = scope.planned().missing();
    if (!scope.hasObserved()) {
      conditions.unchanged(READY, ConditionReason.CHECKING, "Not checked yet.");
    } else if (missing.isEmpty()) {
      conditions.isTrue(
          READY, ConditionReason.IN_SYNC, "Entra holds what " + what + " wants, as it was read.");
    } else {
      notReady(new Trouble(underWay(), missing(missing), Trouble.Mending.BY_TIME));
    }
  }

  /** A stage that takes too long leaves what is applied as it is, and waits for a person. */
  private void deadline() {
    scope.decision().stream()
        .flatMap(decision -> decision.next().blockers().stream())
        .filter(Blocker.DeadlineExceeded.class::isInstance)
        .findFirst()
        .ifPresent(
            exceeded ->
                conditions.isTrue(
                    STALLED,
                    ConditionReason.PROGRESS_DEADLINE_EXCEEDED,
                    "The stage has taken longer than gate.progressDeadline. It waits for: "
                        + waitsBeside(exceeded)
                        + ". Fix that, then "
                        + Commands.retry(scope.identity().namespace(), scope.identity().name())
                        + "; or raise gate.progressDeadline."));
  }

  /** The cause of a deadline that was missed: what else the stage waits for, else its gate. */
  private String waitsBeside(Blocker exceeded) {
    String others =
        scope.decision().stream()
            .flatMap(decision -> decision.next().blockers().stream())
            .filter(blocker -> !blocker.equals(exceeded))
            .map(Blocker::text)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "its gate to pass" : others;
  }

  private ConditionReason underWay() {
    return switch (scope.planned().backoff()) {
      case CreateBackoff.Proceed proceed -> ConditionReason.APPLYING;
      case CreateBackoff.Wait wait -> ConditionReason.WAITING_FOR_VISIBILITY;
    };
  }

  private String missing(Plan plan) {
    return switch (scope.planned().backoff()) {
      case CreateBackoff.Proceed proceed ->
          "Entra is being brought in line: " + plan.summary() + ".";
      case CreateBackoff.Wait wait -> wait.message();
    };
  }

  private void policies() {
    Plan missing = scope.planned().missing().only(Change::writesPolicy);
    if (missing.isEmpty() && scope.widening().isPresent()) {
      conditions.isFalse(
          POLICY_IN_SYNC,
          ConditionReason.SCOPE_WIDENED,
          "More is to be enforced than has passed a gate: "
              + scope.widening().get().summary()
              + ". It is observed from now on, and enforced once the gate of the present stage has"
              + " passed with it; until then the enforced policy stays within what has passed.");
    } else if (missing.isEmpty()) {
      conditions.isTrue(
          POLICY_IN_SYNC, ConditionReason.IN_SYNC, "The policies are as they should be.");
    } else {
      notInSync(POLICY_IN_SYNC, missing);
    }
  }

  private void membership() {
    Plan missing = scope.planned().missing().only(change -> !change.writesPolicy());
    Optional<Trouble> trouble =
        Stream.concat(scope.lostGroups().stream(), scope.unresolvedMembers().stream()).findFirst();
    if (trouble.isPresent()) {
      conditions.isFalse(MEMBERSHIP_IN_SYNC, trouble.get().reason(), trouble.get().message());
    } else if (!missing.isEmpty()) {
      notInSync(MEMBERSHIP_IN_SYNC, missing);
    } else if (ObservePhase.managedGroups(scope).isEmpty()) {
      conditions.isTrue(
          MEMBERSHIP_IN_SYNC,
          ConditionReason.NO_MANAGED_GROUPS,
          "The rollout has no managed groups.");
    } else {
      conditions.isTrue(
          MEMBERSHIP_IN_SYNC,
          ConditionReason.IN_SYNC,
          "The members of the managed groups are as they should be.");
    }
  }

  private void notInSync(ConditionType type, Plan missing) {
    Optional<Violation> refused =
        scope.planned().refused().stream()
            .filter(violation -> !missing.only(violation::refuses).isEmpty())
            .findFirst();
    if (refused.isPresent()) {
      conditions.isFalse(type, reason(refused.get()), sentence(refused.get()));
    } else {
      conditions.isFalse(type, underWay(), missing(missing));
    }
  }

  private void breakGlass() {
    switch (scope.verification()) {
      case BreakGlassVerification.Unverified(String message, String remedy) ->
          conditions.isFalse(
              BREAK_GLASS_PROTECTED,
              ConditionReason.BREAK_GLASS_UNVERIFIED,
              message + " " + remedy);
      case BreakGlassVerification.Verified verified -> {
        List<String> exposed =
            scope.observed().policies().values().stream()
                .filter(policy -> !scope.breakGlass().isExcludedBy(policy.content()))
                .map(policy -> policy.id().value())
                .sorted()
                .toList();
        if (exposed.isEmpty()) {
          conditions.isTrue(
              BREAK_GLASS_PROTECTED,
              ConditionReason.PROTECTED,
              "Every emergency access account is excluded from every policy of the rollout.");
        } else {
          conditions.isFalse(
              BREAK_GLASS_PROTECTED,
              ConditionReason.BREAK_GLASS_NOT_EXCLUDED,
              "Emergency access accounts are not excluded from: "
                  + String.join(", ", exposed)
                  + ".");
        }
      }
    }
  }

  private void preflight() {
    List<Preflight.Finding> findings = scope.preflight().findings();
    if (findings.isEmpty()) {
      conditions.isTrue(
          PREFLIGHT_PASSED, ConditionReason.PASSED, "Everything that enforcement needs holds.");
    } else {
      conditions.isFalse(
          PREFLIGHT_PASSED,
          ConditionReason.ofApiName(findings.getFirst().reason())
              .orElse(ConditionReason.PREFLIGHT_UNREADABLE),
          findings.stream().map(Preflight.Finding::sentence).collect(Collectors.joining(" ")));
    }
  }

  private void keepWhatWasObserved() {
    for (ConditionType type :
        List.of(POLICY_IN_SYNC, MEMBERSHIP_IN_SYNC, BREAK_GLASS_PROTECTED, PREFLIGHT_PASSED)) {
      conditions.unchanged(type, ConditionReason.CHECKING, "Not checked yet.");
    }
  }

  private void gate(GateStatus gate) {
    if (scope.memory().progress() instanceof Progress.Completed) {
      conditions.unchanged(
          GATE_PASSING, ConditionReason.NO_GATE, "The rollout has ended; nothing is evaluated.");
      return;
    }
    if (scope.judged().pending() instanceof Judged.Pending.Yes && isUnread(gate)) {
      conditions.isUnknown(
          GATE_PASSING,
          ConditionReason.TELEMETRY_WARMUP,
          "The sign-in logs are being read from the start of the evidence"
              + soFar(scope.judged().evaluation())
              + ".");
      return;
    }
    String phase = gate == null || gate.phase() == null ? "" : gate.phase();
    String why =
        gate == null || gate.reasons() == null
            ? ""
            : gate.reasons().stream().map(r -> r.message()).collect(Collectors.joining("; "));
    switch (phase) {
      case "Successful" -> conditions.isTrue(GATE_PASSING, ConditionReason.GATE_SUCCESSFUL, why);
      case "Failed" -> conditions.isFalse(GATE_PASSING, ConditionReason.GATE_FAILED, why);
      case "Running" -> conditions.isUnknown(GATE_PASSING, ConditionReason.GATE_RUNNING, why);
      case "Inconclusive" ->
          conditions.isUnknown(GATE_PASSING, ConditionReason.GATE_INCONCLUSIVE, why);
      case "Error" -> conditions.isUnknown(GATE_PASSING, ConditionReason.GATE_ERROR, why);
      default ->
          conditions.isUnknown(
              GATE_PASSING,
              ConditionReason.NOT_EVALUATED,
              "The gate of this stage has not been evaluated yet.");
    }
  }

  private static String soFar(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Awaited(Instant due, int percentRead)
        ? ", " + percentRead + "% so far"
        : "";
  }

  private static boolean isUnread(GateStatus gate) {
    return gate == null || gate.phase() == null;
  }

  /** Only there while somebody is asked. */
  private void approvals() {
    if (!scope.hasObserved()) {
      conditions.kept(APPROVALS_TRUSTED);
      return;
    }
    switch (scope.request().map(OpenRequest::trust).orElse(null)) {
      case null -> {}
      case ApprovalTrust.Proved proved ->
          conditions.isTrue(
              APPROVALS_TRUSTED,
              ConditionReason.APPROVALS_PROVED,
              "The API server refuses a StageApproval in the name of somebody else.");
      case ApprovalTrust.Forgeable(String message) ->
          conditions.isFalse(
              APPROVALS_TRUSTED,
              ConditionReason.APPROVALS_FORGEABLE,
              "No approval counts: " + message + ".");
      case ApprovalTrust.Unproved(String message) ->
          conditions.isUnknown(
              APPROVALS_TRUSTED,
              ConditionReason.APPROVALS_UNPROVED,
              "No approval counts yet: " + message + ".");
    }
  }

  private void completed() {
    if (scope.memory().progress() instanceof Progress.Completed) {
      conditions.isTrue(
          ROLLOUT_COMPLETED, ConditionReason.COMPLETED, "All stages have passed their gates.");
    } else if (scope.resource().getSpec() != null
        && Boolean.TRUE.equals(scope.resource().getSpec().paused())) {
      conditions.isFalse(ROLLOUT_COMPLETED, ConditionReason.PAUSED, new Hold.Paused().sentence());
    } else {
      conditions.isFalse(
          ROLLOUT_COMPLETED,
          ConditionReason.NOT_COMPLETED,
          isInLastStage()
              ? "The last stage has not passed its gate yet."
              : "There are stages to come.");
    }
  }

  private boolean isInLastStage() {
    int stage =
        switch (scope.memory().progress()) {
          case Progress.AtStage at -> at.stage();
          case Progress.FellBack(Progress.AtStage from, Latch latch) -> from.stage();
          case Progress.NotStarted notStarted -> -1;
          case Progress.Completed completed -> -1;
        };
    return scope.resource().getSpec() != null
        && stage == scope.resource().getSpec().stages().size() - 1;
  }

  private String message() {
    return scope.decision().map(Decision::message).orElse("The first stage has not begun.");
  }

  /** What a guard says; of drift also who probably made it. */
  private String sentence(Violation violation) {
    boolean isDrift =
        Set.of(ConditionReason.DRIFTED, ConditionReason.CONFLICTING_WRITER)
            .contains(reason(violation));
    return isDrift
        ? violation.sentence() + scope.driftAuthor().map(author -> " " + author).orElse("")
        : violation.sentence();
  }

  private static ConditionReason reason(Violation violation) {
    return ConditionReason.ofApiName(violation.reason()).orElse(ConditionReason.WRITE_REFUSED);
  }

  private static ConditionReason reason(Latch.Cause cause) {
    return switch (cause) {
      case EMERGENCY_STOP -> ConditionReason.EMERGENCY_STOPPED;
      case BREAKER -> ConditionReason.BREAKER_TRIPPED;
      case BREAK_GLASS -> ConditionReason.BREAK_GLASS_AFFECTED;
      case GATE_FAILED -> ConditionReason.GATE_FAILED;
      case ABORTED -> ConditionReason.ABORTED;
    };
  }
}
