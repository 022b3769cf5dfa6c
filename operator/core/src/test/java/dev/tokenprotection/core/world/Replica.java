package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.desired.Widening;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Growth;
import dev.tokenprotection.core.guard.GuardContext;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Guards;
import dev.tokenprotection.core.guard.MembershipCaps;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.core.stage.StageRules;
import dev.tokenprotection.core.stage.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's loop, put together from the core as an edge would: observe, judge, decide, save,
 * plan, guard, save the intent, write. What is saved outlives a crash, nothing else does.
 */
final class Replica {
  /** The delay of the log that every verdict is made with. */
  static final Duration LAG = Duration.ofMinutes(20);

  private static final Duration SOON = Duration.ofSeconds(10);

  /** What a status would hold. */
  record Saved(Progress progress, Intent intent, Scope passed, Map<PolicyRole, PolicyId> known) {
    static final Saved NOTHING =
        new Saved(new Progress.NotStarted(), Intent.NONE, Scope.NOTHING, Map.of());
  }

  private final Map<GroupReference, GroupId> groups;
  private final DesiredMembers members;
  private final InMemoryTenant tenant;
  private final Surroundings surroundings;
  private final Watch watch;
  private final Faults faults;
  private Rollout rollout;
  private List<StageRules> rules;
  private Saved saved = Saved.NOTHING;
  private Instant nextLook = Instant.EPOCH;
  private int effects;
  private int ids;

  Replica(
      Rollout rollout,
      List<StageRules> rules,
      Map<GroupReference, GroupId> groups,
      DesiredMembers members,
      InMemoryTenant tenant,
      Surroundings surroundings,
      Watch watch,
      Faults faults) {
    this.rollout = rollout;
    this.rules = rules;
    this.groups = groups;
    this.members = members;
    this.tenant = tenant;
    this.surroundings = surroundings;
    this.watch = watch;
    this.faults = faults;
  }

  Saved saved() {
    return saved;
  }

  int effects() {
    return effects;
  }

  /** A person edits the rules of the stages. */
  void edit(List<StageRules> edited) {
    rules = edited;
  }

  /** A person edits what the rollout is about. */
  void edit(Rollout edited) {
    rollout = edited;
  }

  /** What the tenant should hold now. */
  DesiredState desired(Instant now) {
    return wanted(observe(now)).orElseThrow();
  }

  /**
   * One look; the time of the next one.
   *
   * @throws Faults.Crash when the operator dies in it
   */
  Instant look(Instant now) {
    try {
      decide(now);
      return act(now);
    } catch (Faults.GivenUp e) {
      return now.plus(SOON);
    }
  }

  private void decide(Instant now) {
    ObservedState observed = observe(now);
    Plan wanted = plan(observed);
    List<Hold> holds = new ArrayList<>(surroundings.holds());
    Guarded guarded = guarded(wanted, observed);
    holds.addAll(holds(guarded.missing(wanted), observed));
    EvidenceStart start = evidenceStart(observed, guarded.allowed());
    Input input =
        new Input(
            now,
            "id-" + ++ids,
            start,
            evaluation(start, now),
            surroundings.breaker(),
            holds,
            surroundings.hand(),
            Window.ALWAYS_OPEN,
            Approvals.NONE);
    Progress before = saved.progress();
    Decision decision = machine().decide(before, input);
    nextLook = decision.next().at();
    Runnable told = () -> watch.decided(before, input, decision);
    if (decision.progress().equals(before)) {
      told.run();
    } else {
      save(
          new Saved(decision.progress(), saved.intent(), passed(decision, observed), saved.known()),
          told);
    }
  }

  private Instant act(Instant now) {
    ObservedState observed = observe(now);
    Guarded guarded = guarded(plan(observed), observed);
    return switch (CreateBackoff.decide(saved.intent(), guarded.allowed(), now)) {
      case CreateBackoff.Proceed(Plan plan) -> carryOut(plan, now);
      case CreateBackoff.Wait(Plan allowed, Instant until, String _) -> {
        carryOut(allowed, now);
        yield until.isBefore(now.plus(SOON)) ? until : now.plus(SOON);
      }
    };
  }

  private Instant carryOut(Plan plan, Instant now) {
    if (plan.isEmpty()) {
      return nextLook.isAfter(now) ? nextLook : now.plus(SOON);
    }
    watch.planned(plan, now);
    save(
        new Saved(
            saved.progress(),
            saved.intent().followedBy("intent-" + ++ids, plan, now),
            saved.passed(),
            saved.known()));
    Map<PolicyRole, PolicyId> known = new EnumMap<>(PolicyRole.class);
    known.putAll(saved.known());
    for (Change change : plan.changes()) {
      Optional<PolicyId> made = write(change, now);
      if (change.action() instanceof Action.CreatePolicy create) {
        made.ifPresent(id -> known.put(create.role(), id));
      }
    }
    if (!known.equals(saved.known())) {
      save(new Saved(saved.progress(), saved.intent(), saved.passed(), known));
    }
    return now.plusSeconds(1);
  }

  private Optional<PolicyId> write(Change change, Instant now) {
    Faults.Fault fault = faults.at(effects++);
    if (fault == Faults.Fault.CRASH_BEFORE) {
      throw new Faults.Crash();
    }
    if (fault == Faults.Fault.REFUSED || !tenant.knows(change.action())) {
      saved =
          new Saved(
              saved.progress(),
              saved.intent().withoutRefused(change.action()),
              saved.passed(),
              saved.known());
      throw new Faults.GivenUp();
    }
    Optional<PolicyId> made = tenant.carryOut(change.action(), now, surroundings.invisibleFor());
    watch.written(change);
    return switch (fault) {
      case CRASH_AFTER -> throw new Faults.Crash();
      case ANSWER_LOST -> throw new Faults.GivenUp();
      case NONE, REFUSED, CRASH_BEFORE -> made;
    };
  }

  private void save(Saved next) {
    save(next, () -> {});
  }

  private void save(Saved next, Runnable told) {
    Faults.Fault fault = faults.at(effects++);
    if (fault == Faults.Fault.CRASH_BEFORE) {
      throw new Faults.Crash();
    }
    if (fault == Faults.Fault.REFUSED) {
      throw new Faults.GivenUp();
    }
    saved = next;
    told.run();
    if (fault == Faults.Fault.CRASH_AFTER) {
      throw new Faults.Crash();
    }
  }

  private Evaluation evaluation(EvidenceStart start, Instant now) {
    if (!(saved.progress() instanceof Progress.AtStage at)) {
      return new Evaluation.NotDone();
    }
    boolean due =
        machine()
            .evaluationDue(at, start, Window.ALWAYS_OPEN)
            .filter(moment -> !now.isBefore(moment))
            .isPresent();
    return due ? new Evaluation.Done(surroundings.verdict(), LAG) : new Evaluation.NotDone();
  }

  private EvidenceStart evidenceStart(ObservedState observed, Plan allowed) {
    return saved.progress() instanceof Progress.AtStage at
        ? EvidenceStart.of(
            rollout, at, observed, allowed, rules.get(at.stage()).settleTime().policy())
        : new EvidenceStart.NotYet(PolicyRole.OBSERVE);
  }

  private List<Hold> holds(Plan wanted, ObservedState observed) {
    List<Hold> holds = new ArrayList<>();
    if (saved.progress() instanceof Progress.Completed) {
      wanted(observed)
          .flatMap(desired -> Widening.of(desired.enforced(), saved.passed()))
          .ifPresent(widening -> holds.add(new Hold.ScopeWidened(widening.summary())));
    }
    if (wanted.changes().stream().anyMatch(Change::writesPolicy)) {
      holds.add(new Hold.PolicyNotInSync(wanted.summary()));
    } else if (!wanted.isEmpty()) {
      holds.add(new Hold.MembershipNotInSync(wanted.summary()));
    }
    if (surroundings.breakGlass() instanceof BreakGlassVerification.Unverified) {
      holds.add(new Hold.BreakGlassUnverified("unverified"));
    }
    if (!surroundings.preflight().passed()) {
      holds.add(new Hold.PreflightFailed("unfit"));
    }
    return holds;
  }

  private Scope passed(Decision decision, ObservedState observed) {
    return switch (decision) {
      case Decision.Promote promote -> passed(promote.from().stage(), observed);
      case Decision.Complete complete -> passed(complete.from().stage(), observed);
      case Decision.Skip skip -> passed(skip.from().stage(), observed);
      case Decision.Start _ -> saved.passed();
      case Decision.RollBack _ -> saved.passed();
      case Decision.Retry _ -> saved.passed();
      case Decision.Stay _ -> saved.passed();
      case Decision.FailGate _ -> saved.passed();
      case Decision.FallBackToReportOnly _ -> saved.passed();
      case Decision.Resume _ -> saved.passed();
    };
  }

  private Scope passed(int stage, ObservedState observed) {
    return Scope.passedWith(
        saved.passed(),
        rollout,
        stage,
        resolved(observed),
        observed.policies().get(PolicyRole.OBSERVE).content());
  }

  private Plan plan(ObservedState observed) {
    return wanted(observed)
        .map(desired -> desired.enforcingWithin(saved.passed()))
        .map(desired -> Planner.plan(desired, members, observed))
        .orElse(Plan.NOTHING);
  }

  private Optional<DesiredState> wanted(ObservedState observed) {
    return machine().desired(saved.progress(), resolved(observed), Examples.BREAK_GLASS);
  }

  private Guarded guarded(Plan plan, ObservedState observed) {
    return Guards.check(
        plan,
        new GuardContext(
            observed,
            rollout.profile(),
            rollout.applications(),
            Examples.BREAK_GLASS,
            surroundings.breakGlass(),
            BreakGlassRemoval.NONE,
            saved.passed(),
            new Growth.NotAsked(),
            surroundings.preflight(),
            new MembershipCaps(new CountOrShare.Count(1000), new CountOrShare.Count(1000)),
            ApplyPolicy.AUTOMATIC,
            new DriftHandling.PutBack(Drift.NONE)));
  }

  private ObservedState observe(Instant now) {
    return tenant.observe(saved.known(), World.managedGroupNames(rollout), now);
  }

  private Resolved resolved(ObservedState observed) {
    return new Resolved(groups, observed.managedGroupIds());
  }

  private StageMachine machine() {
    return new StageMachine(rollout, rules);
  }
}
