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
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.stage.Answer;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.core.stage.Window;
import dev.tokenprotection.core.world.Interruption.Crash;
import dev.tokenprotection.core.world.Interruption.Fault;
import dev.tokenprotection.core.world.Interruption.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's loop, put together from the core as an edge would: read, observe, judge, decide,
 * save, plan, guard, save the intent, write. What is saved outlives a crash, nothing else does.
 */
final class Replica {
  private final int id;
  private final World world;

  /** The resource, in the version that was read or written last. */
  private Cluster.Snapshot read;

  private Instant nextLook = Instant.EPOCH;

  /** What the spec means, made once for each spec. */
  private Meaning meaning;

  /** What was planned, until something takes place. */
  private Seen seen;

  private record Meaning(Spec spec, StageMachine machine, DesiredMembers members) {
    static Meaning of(Spec spec) {
      return new Meaning(spec, spec.machine(), spec.members());
    }
  }

  private record Seen(ObservedState observed, Plan plan, int effects) {}

  Replica(int id, World world) {
    this.id = id;
    this.world = world;
  }

  /**
   * One look; the time of the next one.
   *
   * @throws Crash when the operator dies in it
   */
  Instant look(Cluster.Snapshot found, Instant now, Evaluation evaluation) {
    read(found);
    try {
      Footing footing = decide(now, evaluation);
      return act(footing instanceof Footing.Stalled, now);
    } catch (GivenUp e) {
      return now.plus(tempo().soon());
    }
  }

  /** Whether the tenant is as it should be. */
  boolean isInSync(Cluster.Snapshot found) {
    read(found);
    ObservedState observed = observe();
    Status status = found.status();
    return wanted(status.progress(), observed).isPresent()
        && plan(status.progress(), Scope.NOTHING, observed).isEmpty();
  }

  private void read(Cluster.Snapshot found) {
    read = found;
    if (meaning == null || meaning.spec() != found.spec()) {
      meaning = Meaning.of(found.spec());
    }
  }

  private Footing decide(Instant now, Evaluation evaluation) {
    ObservedState observed = observe();
    Asked asked = Asked.of(read, world.circumstances(), world::newId);
    Footing footing = Footing.of(read, observed, now, world::newId);
    world.watch().stands(read, footing, observed);
    Input input = input(footing, asked, observed, now, evaluation);
    StageMachine machine = meaning.machine();
    Decision decision = machine.decide(footing.progress(), input);
    if (footing instanceof Footing.Stalled
        && !(decision instanceof Decision.FallBackToReportOnly)) {
      nextLook = now.plus(tempo().soon());
      return footing;
    }
    nextLook = decision.next().at();
    Answer answer = machine.answer(footing.progress(), input);
    Status next = next(footing, asked, observed, decision, answer);
    Runnable told = () -> world.watch().decided(read.spec(), footing, input, decision, observed);
    if (next.equals(read.status())) {
      told.run();
    } else {
      save(next, told);
    }
    return footing;
  }

  private Input input(
      Footing footing, Asked asked, ObservedState observed, Instant now, Evaluation evaluation) {
    Plan wanted = plan(footing.progress(), footing.passed(), observed);
    seen = new Seen(observed, wanted, world.effects());
    Guarded guarded = guarded(wanted, footing.passed(), observed);
    List<Hold> holds = new ArrayList<>(asked.stops());
    holds.addAll(holds(footing, guarded.missing(wanted), observed));
    EvidenceStart start = evidenceStart(footing.progress(), observed, guarded.allowed());
    Window window = window(now);
    boolean due =
        footing.progress() instanceof Progress.AtStage at
            && meaning
                .machine()
                .evaluationDue(at, start, window)
                .filter(moment -> !now.isBefore(moment))
                .isPresent();
    if (due) {
      world.gateIsAsked();
    }
    return new Input(
        now,
        world.newId(),
        start,
        due ? evaluation : new Evaluation.NotDone(),
        is(Circumstance.PEOPLE_BLOCKED)
            ? new BreakerReading.Read(9, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1))
            : new BreakerReading.NotRead(),
        holds,
        asked.hand(),
        window,
        approvals());
  }

  private Status next(
      Footing footing, Asked asked, ObservedState observed, Decision decision, Answer answer) {
    Status base = read.status().handling(asked.handled());
    if (answer instanceof Answer.Executed || answer instanceof Answer.Refused) {
      base =
          base.handling(
              base.handledAnd(
                  asked.annotation(), read.spec().annotations().get(asked.annotation())));
    }
    if (decision.progress() instanceof Progress.FellBack(var _, Latch latch)
        && latch.by().equals(read.spec().annotations().get(Spec.STOP))) {
      base = base.handling(base.handledAnd(Spec.STOP, latch.by()));
    }
    Status moved = base.at(decision.progress(), passed(footing.passed(), decision, observed), "");
    String stages =
        footing instanceof Footing.Stalled && !base.stages().isEmpty()
            ? base.stages()
            : read.spec().stagesText(moved.reached());
    return base.at(decision.progress(), moved.passed(), stages);
  }

  private Instant act(boolean stalled, Instant now) {
    ObservedState observed = observe();
    Status status = read.status();
    boolean mayOnlyStop = stalled && !(status.progress() instanceof Progress.FellBack);
    Plan all = mayOnlyStop ? Plan.NOTHING : plan(status.progress(), status.passed(), observed);
    Plan plan = stalled ? all.only(Change::isTowardsReportOnly) : all;
    Guarded guarded = guarded(plan, status.passed(), observed);
    return switch (CreateBackoff.decide(status.intent(), guarded.allowed(), now)) {
      case CreateBackoff.Proceed(Plan whole) -> carryOut(whole, observed, now);
      case CreateBackoff.Wait(Plan allowed, Instant until, String _) -> {
        carryOut(allowed, observed, now);
        yield until.isBefore(now.plus(tempo().soon())) ? until : now.plus(tempo().soon());
      }
    };
  }

  private Instant carryOut(Plan plan, ObservedState observed, Instant now) {
    if (plan.isEmpty()) {
      return nextLook.isAfter(now) ? nextLook : now.plus(tempo().soon());
    }
    world.watch().planned(plan, read);
    save(read.status().with(read.status().intent().followedBy(world.newId(), plan, now)), () -> {});
    Map<PolicyRole, PolicyId> known = new EnumMap<>(PolicyRole.class);
    known.putAll(read.status().known());
    for (Change change : plan.changes()) {
      Optional<PolicyId> made = write(change);
      if (change.action() instanceof Action.CreatePolicy create) {
        made.ifPresent(policy -> known.put(create.role(), policy));
      }
    }
    observed.policies().forEach((role, policy) -> known.put(role, policy.id()));
    if (!known.equals(read.status().known())) {
      save(read.status().knowing(known), () -> {});
    }
    return now.plusSeconds(1);
  }

  private Optional<PolicyId> write(Change change) {
    Fault fault = world.beforeEffect();
    if (fault == Fault.CRASH_BEFORE) {
      throw new Crash();
    }
    if (!world.leads(id)) {
      throw new GivenUp();
    }
    if (fault == Fault.REFUSED || !world.tenant().knows(change.action())) {
      world
          .cluster()
          .compareAndSet(
              read, read.status().with(read.status().intent().withoutRefused(change.action())));
      throw new GivenUp();
    }
    world.watch().writes(change, read, id);
    Optional<PolicyId> made =
        world.tenant().carryOut(change.action(), world.now(), world.invisibleFor());
    world.watch().written(change, read.spec());
    return switch (fault) {
      case CRASH_AFTER -> throw new Crash();
      case ANSWER_LOST -> throw new GivenUp();
      case NONE, REFUSED, CRASH_BEFORE -> made;
    };
  }

  private void save(Status next, Runnable told) {
    Fault fault = world.beforeEffect();
    if (fault == Fault.CRASH_BEFORE) {
      throw new Crash();
    }
    if (fault == Fault.REFUSED || !world.cluster().compareAndSet(read, next)) {
      throw new GivenUp();
    }
    told.run();
    read(world.cluster().read());
    switch (fault) {
      case CRASH_AFTER -> throw new Crash();
      case ANSWER_LOST -> throw new GivenUp();
      case NONE, REFUSED, CRASH_BEFORE -> {}
    }
  }

  private EvidenceStart evidenceStart(Progress progress, ObservedState observed, Plan allowed) {
    return progress instanceof Progress.AtStage at
            && at.stage() < read.spec().rollout().stages().size()
        ? EvidenceStart.of(read.spec().rollout(), at, observed, allowed, tempo().settleTime())
        : new EvidenceStart.NotYet(PolicyRole.OBSERVE);
  }

  private List<Hold> holds(Footing footing, Plan missing, ObservedState observed) {
    List<Hold> holds = new ArrayList<>();
    if (is(Circumstance.FROZEN)) {
      holds.add(new Hold.Frozen("year end"));
    }
    if (is(Circumstance.PAUSED)) {
      holds.add(new Hold.Paused());
    }
    if (footing.progress() instanceof Progress.Completed) {
      wanted(footing.progress(), observed)
          .flatMap(desired -> Widening.of(desired.enforced(), footing.passed()))
          .ifPresent(widening -> holds.add(new Hold.ScopeWidened(widening.summary())));
    }
    if (missing.changes().stream().anyMatch(Change::writesPolicy)) {
      holds.add(new Hold.PolicyNotInSync(missing.summary()));
    } else if (!missing.isEmpty()) {
      holds.add(new Hold.MembershipNotInSync(missing.summary()));
    }
    if (is(Circumstance.BREAK_GLASS_GONE)) {
      holds.add(new Hold.BreakGlassUnverified("unverified"));
    }
    if (is(Circumstance.UNFIT)) {
      holds.add(new Hold.PreflightFailed("unfit"));
    }
    return holds;
  }

  private Scope passed(Scope before, Decision decision, ObservedState observed) {
    return switch (decision) {
      case Decision.Promote promote -> passed(before, promote.from().stage(), observed);
      case Decision.Complete complete -> passed(before, complete.from().stage(), observed);
      case Decision.Skip skip -> passed(before, skip.from().stage(), observed);
      case Decision.Start _,
          Decision.Stay _,
          Decision.FailGate _,
          Decision.RollBack _,
          Decision.Retry _,
          Decision.FallBackToReportOnly _,
          Decision.Resume _ ->
          before;
    };
  }

  private Scope passed(Scope before, int stage, ObservedState observed) {
    return Scope.passedWith(
        before,
        read.spec().rollout(),
        stage,
        read.spec().resolved(observed),
        observed.policies().get(PolicyRole.OBSERVE).content());
  }

  private Plan plan(Progress progress, Scope passed, ObservedState observed) {
    return wanted(progress, observed)
        .map(desired -> desired.enforcingWithin(passed))
        .map(desired -> Planner.plan(desired, meaning.members(), observed))
        .orElse(Plan.NOTHING);
  }

  private Optional<DesiredState> wanted(Progress progress, ObservedState observed) {
    Spec spec = read.spec();
    return meaning.machine().desired(progress, spec.resolved(observed), spec.breakGlass());
  }

  private Guarded guarded(Plan plan, Scope passed, ObservedState observed) {
    Spec spec = read.spec();
    return Guards.check(
        plan,
        new GuardContext(
            observed,
            spec.rollout().profile(),
            spec.rollout().applications(),
            spec.breakGlass(),
            is(Circumstance.BREAK_GLASS_GONE)
                ? new BreakGlassVerification.Unverified("gone", "mend it")
                : new BreakGlassVerification.Verified(2),
            BreakGlassRemoval.NONE,
            passed,
            new Growth.NotAsked(),
            is(Circumstance.UNFIT)
                ? new Preflight(List.of(new Preflight.Finding("Unfit", "m", "r")))
                : Preflight.PASSED,
            new MembershipCaps(
                new CountOrShare.Count(spec.rules().mostRemovals()), new CountOrShare.Count(1000)),
            ApplyPolicy.AUTOMATIC,
            new DriftHandling.PutBack(Drift.NONE)));
  }

  private ObservedState observe() {
    return world
        .tenant()
        .observe(read.status().known(), read.spec().managedGroupNames(), world.now());
  }

  private Window window(Instant now) {
    return is(Circumstance.WINDOW_CLOSED)
        ? new Window.Closed("outside office-hours", now.plus(Duration.ofHours(1)))
        : Window.ALWAYS_OPEN;
  }

  private Approvals approvals() {
    if (is(Circumstance.APPROVALS_FORGEABLE)) {
      return new Approvals.Untrusted("a forged one was taken");
    }
    return new Approvals.Counted(is(Circumstance.APPROVED) ? 2 : 0);
  }

  private Tempo tempo() {
    return read.spec().rules().tempo();
  }

  private boolean is(Circumstance what) {
    return world.circumstances().contains(what);
  }
}
