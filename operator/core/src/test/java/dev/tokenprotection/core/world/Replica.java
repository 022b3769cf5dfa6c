package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.desired.Widening;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Refusal;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.core.stage.Answer;
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
  private final Core core;

  /** The resource, in the version that was read or written last. */
  private Cluster.Snapshot read;

  private Instant nextLook = Instant.EPOCH;

  /** What the spec means, made once for each spec. */
  private Meaning meaning;

  private record Meaning(Spec spec, StageMachine machine, DesiredMembers members) {
    static Meaning of(Spec spec) {
      return new Meaning(spec, spec.machine(), spec.members());
    }
  }

  /** What is missing, what of it may be written, and what others did. */
  private record Planned(Plan plan, Guarded guarded, DriftHandling drift) {
    /** What is missing and keeps a stage from being left: all but drift that is only told. */
    Plan holding() {
      Plan missing = guarded.missing(plan);
      return drift instanceof DriftHandling.Told(Drift told)
          ? missing.only(change -> !isLeft(told, change))
          : missing;
    }

    private boolean isLeft(Drift told, Change change) {
      return guarded.refused().stream()
          .anyMatch(
              violation ->
                  violation.refusal().equals(new Refusal.OfPolicies(told.roles()))
                      && violation.refuses(change));
    }
  }

  Replica(int id, World world) {
    this.id = id;
    this.world = world;
    this.core = world.core();
  }

  /**
   * One look; the time of the next one.
   *
   * @throws Crash when the operator dies in it
   */
  Instant look(Cluster.Snapshot found, Instant now, Evaluation evaluation) {
    read(found);
    try {
      return switch (found.presence()) {
        case PRESENT -> {
          Footing footing = decide(now, evaluation);
          yield act(footing instanceof Footing.Stalled, now);
        }
        case BEING_DELETED -> {
          new Departure(world, core, this).look(found, now);
          yield now.plus(tempo().soon());
        }
        case GONE -> now.plus(tempo().soon());
      };
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
    Footing footing = footing(observed, now);
    world.watch().stands(read, footing, observed);
    Input input = input(footing, asked, observed, now, evaluation);
    StageMachine machine = meaning.machine();
    Decision decision = core.decide(machine, footing.progress(), input);
    if (footing instanceof Footing.Stalled
        && !(decision instanceof Decision.FallBackToReportOnly)) {
      nextLook = now.plus(tempo().soon());
      return footing;
    }
    nextLook = decision.next().at();
    Answer answer = core.answer(machine, footing.progress(), input);
    Status next = next(footing, asked, observed, decision, answer);
    Runnable told = () -> world.watch().decided(read, footing, input, decision, observed);
    if (next.equals(read.status())) {
      told.run();
    } else {
      save(next, told);
    }
    return footing;
  }

  private Footing footing(ObservedState observed, Instant now) {
    return world
        .neighbourhood()
        .overlap(read, observed, core)
        .<Footing>map(
            overlap ->
                new Footing.Stalled(
                    read.status().progress(), read.status().passed(), overlap.sentence()))
        .orElseGet(() -> Footing.of(read, observed, now, world::newId, core));
  }

  private Input input(
      Footing footing, Asked asked, ObservedState observed, Instant now, Evaluation evaluation) {
    Planned planned =
        planned(plan(footing.progress(), footing.passed(), observed), footing.passed(), observed);
    List<Hold> holds = new ArrayList<>(asked.stops());
    holds.addAll(surroundings().holds());
    holds.addAll(differences(footing, planned.holding(), observed));
    EvidenceStart start = evidenceStart(footing.progress(), observed, planned.guarded().allowed());
    Window window = surroundings().window(now);
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
        surroundings().breaker(),
        holds,
        asked.hand(),
        window,
        surroundings()
            .approvals(footing.progress() instanceof Progress.AtStage at ? at.attempt() : ""));
  }

  private Status next(
      Footing footing, Asked asked, ObservedState observed, Decision decision, Answer answer) {
    Map<String, String> tokens = read.spec().annotations();
    Status base = read.status().handling(asked.handled());
    if (answer instanceof Answer.Executed || answer instanceof Answer.Refused) {
      base = base.handling(base.handledAnd(asked.annotation(), tokens.get(asked.annotation())));
    }
    if (decision.progress() instanceof Progress.FellBack(var _, Latch latch)
        && latch.by().equals(tokens.get(Spec.STOP))) {
      base = base.handling(base.handledAnd(Spec.STOP, latch.by()));
    }
    String token = tokens.getOrDefault(Spec.RECONCILE, "");
    if (!token.equals(base.handled().getOrDefault(Spec.RECONCILE, ""))) {
      base = base.handling(base.handledAnd(Spec.RECONCILE, token)).correcting(Corrections.NONE);
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
    Planned planned = planned(plan, status.passed(), observed);
    return switch (core.backoff(status.intent(), planned.guarded().allowed(), now)) {
      case CreateBackoff.Proceed(Plan whole) when whole.isEmpty() && !stalled -> {
        close(planned, observed, now);
        yield nextLook.isAfter(now) ? nextLook : now.plus(tempo().soon());
      }
      case CreateBackoff.Proceed(Plan whole) -> carryOut(whole, planned.drift(), observed, now);
      case CreateBackoff.Wait(Plan allowed, Instant until, String _) -> {
        carryOut(allowed, planned.drift(), observed, now);
        Instant soon = now.plus(tempo().soon());
        yield until.isBefore(soon) ? until : soon;
      }
    };
  }

  /** What is there now counts as accepted, unless others made it so and it is left. */
  private void close(Planned planned, ObservedState observed, Instant now) {
    Map<PolicyRole, Drift.Accepted> accepted = new EnumMap<>(PolicyRole.class);
    accepted.putAll(read.status().accepted());
    observed
        .policies()
        .forEach(
            (role, policy) -> {
              if (!planned.drift().drift().roles().contains(role)) {
                accepted.put(
                    role, new Drift.Accepted(policy.id(), PolicyHash.of(policy.content())));
              }
            });
    Status closed = read.status().knowing(known(observed)).accepting(accepted);
    boolean mayBeUnseen =
        closed.intent().entries().stream().anyMatch(e -> e.type().startsWith("Create"))
            && now.isBefore(closed.intent().visibleAt());
    Status next = mayBeUnseen ? closed : closed.with(Intent.NONE);
    if (!next.equals(read.status())) {
      save(next, () -> {});
    }
  }

  private Map<PolicyRole, PolicyId> known(ObservedState observed) {
    Map<PolicyRole, PolicyId> known = new EnumMap<>(PolicyRole.class);
    known.putAll(read.status().known());
    observed.policies().forEach((role, policy) -> known.put(role, policy.id()));
    return known;
  }

  private Instant carryOut(Plan plan, DriftHandling drift, ObservedState observed, Instant now) {
    if (plan.isEmpty()) {
      return nextLook.isAfter(now) ? nextLook : now.plus(tempo().soon());
    }
    world.watch().planned(plan, read);
    Status status = read.status();
    Status corrected =
        drift.putBack().isEmpty() ? status : status.correcting(status.corrections().with(now));
    save(
        corrected.with(status.intent().followedBy(world.newId(), plan, world.clock(id))), () -> {});
    Map<PolicyRole, PolicyId> known = known(observed);
    for (Change change : plan.changes()) {
      Optional<PolicyId> made = write(change);
      if (change.action() instanceof Action.CreatePolicy create) {
        made.ifPresent(policy -> known.put(create.role(), policy));
      }
    }
    if (!known.equals(read.status().known())) {
      save(read.status().knowing(known), () -> {});
    }
    return now.plusSeconds(1);
  }

  /** Sends one write; what it made. */
  Optional<PolicyId> write(Change change) {
    Fault fault = world.beforeEffect();
    if (fault == Fault.CRASH_BEFORE) {
      throw new Crash();
    }
    if (!core.maySend(world.leads(id))) {
      throw new GivenUp();
    }
    if (fault == Fault.REFUSED
        || !world.tenant().knows(change.action())
        || !isCovered(change.action())) {
      world
          .cluster()
          .compareAndSet(
              read, read.status().with(read.status().intent().withoutRefused(change.action())));
      throw new GivenUp();
    }
    world.watch().writes(change, read, id);
    Optional<PolicyId> made =
        world.tenant().carryOut(change.action(), world.now(), world.invisibleFor());
    world.watch().written(change, read);
    return switch (fault) {
      case CRASH_AFTER -> throw new Crash();
      case ANSWER_LOST -> throw new GivenUp();
      case NONE, REFUSED, CRASH_BEFORE -> made;
    };
  }

  private boolean isCovered(Action action) {
    Intent intent = read.status().intent();
    return core.covers(intent, action, Duration.between(intent.recordedAt(), world.clock(id)));
  }

  /** Saves status, and then says so. */
  void save(Status next, Runnable told) {
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

  /** The resource, in the version that was read or written last. */
  Cluster.Snapshot lastRead() {
    return read;
  }

  private EvidenceStart evidenceStart(Progress progress, ObservedState observed, Plan allowed) {
    return progress instanceof Progress.AtStage at
            && at.stage() < read.spec().rollout().stages().size()
        ? core.evidenceStart(read.spec().rollout(), at, observed, allowed, tempo().settleTime())
        : new EvidenceStart.NotYet(PolicyRole.OBSERVE);
  }

  private List<Hold> differences(Footing footing, Plan missing, ObservedState observed) {
    List<Hold> holds = new ArrayList<>();
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
    ObservedPolicy observe = observed.policies().get(PolicyRole.OBSERVE);
    return core.passedWith(
        before, read.spec().rollout(), stage, read.spec().resolved(observed), observe.content());
  }

  private Plan plan(Progress progress, Scope passed, ObservedState observed) {
    return wanted(progress, observed)
        .map(desired -> core.within(desired, passed))
        .map(desired -> core.plan(desired, meaning.members(), observed))
        .orElse(Plan.NOTHING);
  }

  private Optional<DesiredState> wanted(Progress progress, ObservedState observed) {
    Spec spec = read.spec();
    return meaning.machine().desired(progress, spec.resolved(observed), spec.breakGlass());
  }

  private Planned planned(Plan plan, Scope passed, ObservedState observed) {
    Status status = read.status();
    // While a write of our own is not closed, what is there may be half of it.
    Drift drift =
        status.intent().equals(Intent.NONE)
            ? Drift.of(status.accepted(), observed, plan, read.spec().breakGlass())
            : Drift.NONE;
    DriftHandling handling =
        core.drift(drift, read.spec().rules().drift(), status.corrections(), world.now());
    return new Planned(
        plan, core.guard(plan, surroundings().guardContext(observed, passed, handling)), handling);
  }

  private ObservedState observe() {
    return world
        .tenant()
        .observe(
            read.status().known(),
            read.spec().managedGroupNames(),
            world.now(),
            core,
            world.circumstances());
  }

  private Surroundings surroundings() {
    return new Surroundings(world, read.spec());
  }

  private Tempo tempo() {
    return read.spec().rules().tempo();
  }
}
