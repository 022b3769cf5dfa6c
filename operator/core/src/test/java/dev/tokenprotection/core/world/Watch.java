package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Window;
import dev.tokenprotection.core.world.Cluster.Presence;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Watches an operator, knows by itself what has passed a gate, and fails the test at the first
 * decision or write that breaks a rule of safety.
 */
final class Watch {
  private record Judgement(String attempt, Instant at, Verdict verdict) {}

  /** More than a small world asks for. */
  private static final int LATEST = 3;

  private final World world;
  private final List<Judgement> judgements;
  private final Passed passed;
  private final Premises premises;
  private final WriteWatch writes;

  Watch(World world, Map<String, Integer> census) {
    this.world = world;
    this.judgements = new ArrayList<>();
    this.passed = new Passed();
    this.premises = new Premises(census);
    this.writes = new WriteWatch(world, premises, passed);
  }

  Watch(World world, Watch other) {
    this.world = world;
    this.judgements = new ArrayList<>(other.judgements);
    this.passed = new Passed(other.passed);
    this.premises = other.premises;
    this.writes = new WriteWatch(world, premises, passed);
  }

  void count(String what) {
    premises.count(what);
  }

  private void require(boolean holds, Rule rule, Supplier<String> message) {
    premises.require(holds, rule, message);
  }

  /** A look has found where the rollout stands. */
  void stands(Cluster.Snapshot read, Footing footing, ObservedState observed) {
    if (footing instanceof Footing.Stalled) {
      count("stalled looks");
    }
    givesWay(read, footing, observed);
    stagesAreAsReached(read, footing);
    boolean moved = !footing.progress().equals(read.status().progress());
    if (!moved) {
      if (footing instanceof Footing.Firm && footing.progress() instanceof Progress.NotStarted) {
        require(
            observed.policies().values().stream().noneMatch(policy -> policy.content().enforces()),
            Rule.LOST_STATUS,
            () -> "begins at the first stage on top of " + observed.policies());
      }
      return;
    }
    count("recovered looks");
    if (footing.progress() instanceof Progress.AtStage at) {
      goesOnWithWhatIsEnforced(read.spec(), at, observed);
    }
  }

  private void givesWay(Cluster.Snapshot read, Footing footing, ObservedState observed) {
    Neighbourhood neighbourhood = world.neighbourhood();
    if (neighbourhood.hasToGiveWay(observed)) {
      require(
          footing instanceof Footing.Stalled,
          Rule.TWO_ROLLOUTS,
          () -> "does not give way to the rollout that owns its cohort");
    }
    if (neighbourhood.isShared()) {
      require(
          neighbourhood.oneOfTwoGivesWay(read.spec(), observed, world.core()),
          Rule.TWO_ROLLOUTS,
          () -> "of two rollouts of a cohort not just one gives way");
    }
  }

  private void stagesAreAsReached(Cluster.Snapshot read, Footing footing) {
    Status status = read.status();
    String present = read.spec().stagesText(status.reached());
    boolean changed =
        status.reached() > 0
            && !status.stages().equals(present)
            && !present.equals(read.spec().annotations().get(Spec.ACCEPT));
    if (changed) {
      require(
          footing instanceof Footing.Stalled,
          Rule.STAGES_CHANGED,
          () -> "goes on with stages that nobody has accepted");
    }
  }

  private void goesOnWithWhatIsEnforced(Spec spec, Progress.AtStage at, ObservedState observed) {
    Set<GroupId> live =
        observed
            .policy(PolicyRole.ENFORCED)
            .map(policy -> policy.content())
            .filter(PolicyContent::enforces)
            .map(PolicyContent::includeGroups)
            .<Set<GroupId>>map(TreeSet::new)
            .orElse(Set.of());
    Set<GroupId> wanted =
        DesiredState.groupsOf(
            DesiredState.enforcedIncludes(spec.rollout(), at.stage()), spec.resolved(observed));
    require(
        wanted.equals(live),
        Rule.LOST_STATUS,
        () -> "goes on at stage " + at.stage() + ", which enforces " + wanted + ", not " + live);
    observed
        .policy(PolicyRole.ENFORCED)
        .ifPresent(policy -> live.forEach(group -> passed.add(group, policy.content())));
  }

  /** A decision has been made and saved. */
  void decided(
      Cluster.Snapshot read,
      Footing footing,
      Input input,
      Decision decision,
      ObservedState observed) {
    Spec spec = read.spec();
    count(decision.getClass().getSimpleName());
    world.note(() -> decision.getClass().getSimpleName() + ": " + decision.message());
    if (footing.progress() instanceof Progress.AtStage at
        && input.evaluation() instanceof Evaluation.Done(Verdict verdict, Duration _)) {
      judgements.add(new Judgement(at.attempt(), input.now(), verdict));
    }
    stopsWhenAsked(footing.progress(), input, decision);
    switch (decision) {
      case Decision.Promote promote -> {
        leaves(spec, footing.progress(), input, observed);
        nothingIsLeftDrifted(read, promote.from(), footing, observed);
      }
      case Decision.Complete complete -> {
        leaves(spec, footing.progress(), input, observed);
        nothingIsLeftDrifted(read, complete.from(), footing, observed);
      }
      case Decision.Skip skip -> {
        require(
            input.hand().equals(new Hand.Skip(skip.by(), skip.reason()))
                && !skip.reason().isBlank(),
            Rule.PASSED_SCOPE,
            () -> "skipped without a hand and a reason");
        nothingHolds(spec, skip.from(), input);
        passed.left(spec, skip.from().stage(), observed);
      }
      case Decision.FallBackToReportOnly back ->
          require(
              back.progress().latch().cause() != Latch.Cause.GATE_FAILED || failed(input),
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "back to report-only without a failed gate");
      case Decision.RollBack _ ->
          require(
              input.hand() instanceof Hand.Rollback
                  || failed(input) && spec.rules().onGateFailure() == OnGateFailure.ROLLBACK_STAGE,
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "a stage back without a failed gate or a hand");
      case Decision.Retry _ ->
          require(
              input.hand() instanceof Hand.Retry,
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "retried without a hand");
      case Decision.Start _, Decision.Stay _, Decision.FailGate _, Decision.Resume _ -> {}
    }
  }

  private static boolean failed(Input input) {
    return input.evaluation() instanceof Evaluation.Done(Verdict.Failed _, Duration _);
  }

  private void stopsWhenAsked(Progress progress, Input input, Decision decision) {
    boolean asked =
        input.breaker().trips()
            || input.hand() instanceof Hand.Abort
            || input.holds().stream().anyMatch(Hold.EmergencyStop.class::isInstance);
    if (asked) {
      require(
          decision.progress() instanceof Progress.FellBack,
          Rule.EMERGENCY_STOP,
          () -> "a stop is asked for, but " + decision);
    }
    if (progress instanceof Progress.FellBack) {
      require(
          decision.progress() instanceof Progress.FellBack || input.hand() instanceof Hand.Resume,
          Rule.EMERGENCY_STOP,
          () -> "goes on after a stop though nobody resumed");
    }
  }

  private void nothingHolds(Spec spec, Progress.AtStage from, Input input) {
    require(
        input.holds().isEmpty() && input.window() instanceof Window.Open,
        Rule.NO_EVIDENCE_NO_MOVEMENT,
        () -> "left a stage that is held: " + input);
    if (spec.rules().pace().minApprovals() > 0) {
      require(
          world.people().approvedAttempts().contains(from.attempt())
              && !world.isThroughout(Circumstance.APPROVALS_FORGEABLE),
          Rule.NO_EVIDENCE_NO_MOVEMENT,
          () -> "left a stage that nobody approved to leave");
    }
  }

  private void nothingIsLeftDrifted(
      Cluster.Snapshot read, Progress.AtStage from, Footing footing, ObservedState observed) {
    Spec spec = read.spec();
    boolean pauses =
        spec.rules().drift() == DriftPolicy.PAUSE && read.status().intent().equals(Intent.NONE);
    if (!pauses) {
      return;
    }
    DesiredState desired =
        spec.machine()
            .desired(from, spec.resolved(observed), spec.breakGlass())
            .orElseThrow()
            .enforcingWithin(footing.passed());
    observed
        .policies()
        .forEach(
            (role, policy) -> {
              Drift.Accepted accepted = read.status().accepted().get(role);
              require(
                  accepted == null
                      || accepted.hash().equals(PolicyHash.of(policy.content()))
                      || policy.content().differences(desired.policy(role)).isEmpty(),
                  Rule.DRIFT,
                  () -> "left a stage with drift that it is to pause for: " + role);
            });
  }

  /** A gate may have passed only after successes in a row, apart, soaked, with nothing held. */
  private void leaves(Spec spec, Progress progress, Input input, ObservedState observed) {
    Progress.AtStage from = (Progress.AtStage) progress;
    Instant now = input.now();
    nothingHolds(spec, from, input);
    Rule rule = Rule.NO_EVIDENCE_NO_MOVEMENT;
    require(
        !now.isBefore(from.startedAt().plus(spec.rules().pace().requiredSoakTime())),
        rule,
        () -> "left before the soak was over");
    List<Judgement> ofAttempt =
        judgements.stream().filter(j -> j.attempt().equals(from.attempt())).toList();
    require(
        !ofAttempt.isEmpty() && ofAttempt.getLast().at().equals(now),
        rule,
        () -> "left without a verdict in the same look");
    int apart = 0;
    Instant first = now;
    Instant counted = now.plus(spec.rules().pace().evaluationInterval());
    for (Judgement judgement : ofAttempt.reversed()) {
      if (!(judgement.verdict() instanceof Verdict.Successful)
          || apart >= spec.rules().pace().consecutiveSuccessLimit()
              && !Duration.between(first, now).minus(spec.rules().tempo().lag()).isNegative()) {
        break;
      }
      first = judgement.at();
      if (!judgement.at().plus(spec.rules().pace().evaluationInterval()).isAfter(counted)) {
        apart++;
        counted = judgement.at();
      }
    }
    int successes = apart;
    Instant since = first;
    require(
        successes >= spec.rules().pace().consecutiveSuccessLimit(),
        rule,
        () -> "left after " + successes + " successes");
    require(
        !Duration.between(since, now).minus(spec.rules().tempo().lag()).isNegative(),
        rule,
        () -> "left after successes since " + since);
    for (PolicyRole role : EvidenceStart.policiesThatMatter(spec.rollout(), from.stage())) {
      Instant settled =
          observed.policies().get(role).modifiedAt().plus(spec.rules().tempo().settleTime());
      require(
          !since.isBefore(settled),
          rule,
          () -> "left by evidence since " + since + ", but " + role + " settled at " + settled);
    }
    passed.left(spec, from.stage(), observed);
  }

  /** A plan is about to be carried out. */
  void planned(Plan plan, Cluster.Snapshot read) {
    writes.planned(plan, read);
  }

  /** A write is about to take place. */
  void writes(Change change, Cluster.Snapshot read, int replica) {
    writes.writes(change, read, replica);
  }

  /** A write has taken place. */
  void written(Change change, Cluster.Snapshot read) {
    writes.written(change, read);
  }

  /** A rollout that was being deleted has gone. */
  void released(Cluster.Snapshot read) {
    count("deletions");
    boolean lowers =
        read.deletionIsConfirmed()
            && !read.isForced()
            && read.spec().rules().deletion() != DeletionPolicy.ORPHAN;
    if (lowers && !world.editedSinceThisLook()) {
      count("deletions that lower");
      require(
          world.tenant().allPolicies().values().stream()
              .noneMatch(content -> content.state() == PolicyState.ENABLED),
          Rule.DELETION,
          () -> "gone, and still enforced by nobody's policy");
    }
  }

  /** What it goes by: what has passed, and the successes that a stage may be left by. */
  void into(Fingerprint print, Progress progress) {
    passed.into(print);
    if (progress instanceof Progress.AtStage at) {
      int row = 0;
      for (int i = judgements.size() - 1; i >= 0 && row < LATEST; i--, row++) {
        Judgement judgement = judgements.get(i);
        if (!judgement.attempt().equals(at.attempt())
            || !(judgement.verdict() instanceof Verdict.Successful)) {
          break;
        }
        print.time(judgement.at(), Interleavings.LONGEST);
      }
    }
  }

  /** After a look that nothing disturbed. */
  void lookedUndisturbed() {
    Cluster.Snapshot read = world.cluster().read();
    if (read.presence() == Presence.PRESENT
        && read.status().progress() instanceof Progress.FellBack
        && !world.circumstances().contains(Circumstance.LOOKS_ON)) {
      world
          .tenant()
          .visiblePolicies(world.now())
          .forEach(
              content ->
                  require(
                      content.state() != PolicyState.ENABLED,
                      Rule.EMERGENCY_STOP,
                      () -> "stopped, but still enabled: " + content.displayName()));
    }
  }

  /** Nothing of anybody else was touched, at any time. */
  void foreignIsUntouched() {
    require(
        world.tenant().foreignIsUntouched(), Rule.NOTHING_FOREIGN, () -> "something was changed");
  }
}
