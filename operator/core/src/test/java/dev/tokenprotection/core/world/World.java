package dev.tokenprotection.core.world;

import static dev.tokenprotection.core.world.RuleBroken.require;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.world.Interruption.Crash;
import dev.tokenprotection.core.world.Interruption.Fails;
import dev.tokenprotection.core.world.Interruption.Fault;
import dev.tokenprotection.core.world.Interruption.Lasts;
import dev.tokenprotection.core.world.Interruption.Meanwhile;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A tenant, an API server, two replicas of an operator, and everything that happens to them. */
final class World {
  private static final int REPLICAS = 2;
  private static final int NOBODY = -1;

  /** How long a lease is good for, from the beginning of a look. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** A new leader waits a lease and a request long before it acts. */
  private static final Duration TAKING_OVER = LEASE.plusSeconds(30);

  /** More strangers in a group than some rollouts may remove at once. */
  private static final int MANY = 6;

  /** Clocks are not set within seconds of a write: longer than anything new stays invisible. */
  private static final Duration SETTING_A_CLOCK = Duration.ofSeconds(30);

  /** Longer than anything new stays invisible. */
  private static final Duration REBUILDING = Duration.ofMinutes(3);

  private final Spec beginning;
  private final Core core;
  private final Cluster cluster;
  private final InMemoryTenant tenant;
  private final Set<Circumstance> circumstances;
  private final Watch watch;
  private final Replica[] replicas = new Replica[REPLICAS];
  private final Instant[] due = new Instant[REPLICAS];
  private final Duration[] off = new Duration[REPLICAS];
  private final List<String> notes = new ArrayList<>();
  private final boolean takesNotes;
  private Map<Integer, Interruption> interruptions = Map.of();
  private Map<Integer, Fault> faults = Map.of();
  private Instant now = Examples.START;
  private BreakGlass confirmed;
  private final Set<String> approved = new TreeSet<>();
  private final Set<Circumstance> changed = EnumSet.noneOf(Circumstance.class);
  private boolean editedSinceThisLook;
  private IntFunction<Duration> invisibility =
      effect -> Duration.ofSeconds(effect % 3 == 0 ? 0 : effect % 20);
  private int leader;
  private Instant leasedUntil = Instant.MIN;
  private boolean gateAsked;
  private int looking = NOBODY;
  private int effectsOfLook;
  private int effects;
  private int ids;

  /** A world at its beginning; what happens in it is counted in {@code census}. */
  World(Spec beginning, Core core, Map<String, Integer> census, Notes notes) {
    this.beginning = beginning;
    this.core = core;
    this.confirmed = beginning.breakGlass();
    this.cluster = new Cluster(beginning);
    this.tenant = new InMemoryTenant(beginning.rollout().identity(), Foreign.POLICIES);
    this.circumstances = EnumSet.noneOf(Circumstance.class);
    this.watch = new Watch(this, census);
    this.takesNotes = notes == Notes.TAKEN;
    for (int i = 0; i < REPLICAS; i++) {
      replicas[i] = new Replica(i, this);
      due[i] = Instant.EPOCH;
      off[i] = Duration.ZERO;
    }
  }

  /** The same world once more, so that it can go on in two ways. */
  World(World other) {
    this.beginning = other.beginning;
    this.core = other.core;
    this.confirmed = other.confirmed;
    this.approved.addAll(other.approved);
    this.cluster = new Cluster(other.cluster);
    this.tenant = new InMemoryTenant(other.tenant);
    this.circumstances = EnumSet.noneOf(Circumstance.class);
    this.circumstances.addAll(other.circumstances);
    this.watch = new Watch(this, other.watch);
    this.takesNotes = other.takesNotes;
    this.notes.addAll(other.notes);
    for (int i = 0; i < REPLICAS; i++) {
      replicas[i] = new Replica(i, this);
      due[i] = other.due[i];
      off[i] = other.off[i];
    }
    this.now = other.now;
    this.leader = other.leader;
    this.effects = other.effects;
    this.ids = other.ids;
    this.invisibility = other.invisibility;
  }

  /** Whether what happens is written down. */
  enum Notes {
    TAKEN,
    NOT_TAKEN
  }

  /** Lets {@code event} happen. */
  void happens(Event event) {
    note(event::toString);
    switch (event) {
      case Event.Look look -> look(look);
      case Event.Toggle(Circumstance what) -> toggle(what);
      case Event.Annotate(String annotation) -> annotate(annotation);
      case Event.NameStop _ -> nameStop();
      case Event.TakeAway(String annotation) -> cluster.edit(spec -> spec.without(annotation));
      case Event.EditPolicy edit -> editPolicy(edit);
      case Event.EditMembers edit -> editMembers(edit);
      case Event.EditConditions(int seed) ->
          cluster.edit(spec -> spec.with(Rollouts.edited(spec.rollout(), new Random(seed))));
      case Event.EditStages(int seed) ->
          cluster.edit(spec -> spec.with(StageEdits.edited(spec.rollout(), seed)));
      case Event.AcceptStages _ ->
          cluster.edit(
              spec ->
                  spec.annotated(Spec.ACCEPT, spec.stagesText(cluster.read().status().reached())));
      case Event.PutStagesBack _ -> putStagesBack();
      case Event.ChangeBreakGlass(int number) -> changeBreakGlass(number);
      case Event.ConfirmBreakGlass _ -> confirmed = cluster.read().spec().breakGlass();
      case Event.Approve _ -> approve();
      case Event.Delete _ -> cluster.delete();
      case Event.ConfirmDelete _ ->
          cluster.edit(spec -> spec.annotated(Spec.CONFIRM_DELETE, cluster.read().uid()));
      case Event.Recreate _ -> recreate();
      case Event.SetDriftPolicy(DriftPolicy policy) ->
          cluster.edit(spec -> spec.with(spec.rules().with(policy)));
      case Event.LoseStatus _ -> {
        cluster.loseStatus();
        now = now.plus(REBUILDING);
        if (looking != NOBODY) {
          throw new Crash(); // The cluster takes its operators with it.
        }
      }
      case Event.Help _ -> aPersonHelps();
      case Event.Pass(Duration time) -> now = now.plus(time);
      case Event.Skew(int replica, Duration jump) -> {
        now = now.plus(SETTING_A_CLOCK);
        off[replica] = jump;
      }
    }
  }

  private void toggle(Circumstance what) {
    if (!circumstances.remove(what)) {
      circumstances.add(what);
    }
    changed.add(what);
  }

  private void look(Event.Look look) {
    if (looking == look.replica()) {
      return; // One replica does one thing at a time.
    }
    int outerLooking = looking;
    looking = look.replica();
    Map<Integer, Interruption> outer = interruptions;
    int outerEffects = effectsOfLook;
    interruptions = look.interruptions();
    effectsOfLook = 0;
    changed.clear();
    editedSinceThisLook = false;
    gateAsked = false;
    if (leader != look.replica()) {
      now = now.plus(TAKING_OVER);
      leader = look.replica();
    }
    Instant wanted = due[look.replica()].minus(off[look.replica()]);
    now = now.plus(tempo().step());
    now =
        switch (look.when()) {
          case WHEN_DUE -> wanted.isAfter(now) ? wanted : now;
          case AT_ONCE, STALE -> now.plus(tempo().moment());
        };
    leasedUntil = now.plus(LEASE);
    boolean undisturbed = look.interruptions().isEmpty() && look.when() != Event.When.STALE;
    try {
      Instant clock = clock(look.replica());
      Instant next =
          replicas[look.replica()].look(
              look.when() == Event.When.STALE ? cluster.readStale() : cluster.read(),
              clock,
              evaluation(look.says()));
      require(
          next.isAfter(clock), Rule.ONE_OF_EACH, () -> "looks again at " + next + " at " + clock);
      due[look.replica()] = next;
      if (undisturbed) {
        watch.lookedUndisturbed();
      }
    } catch (Crash e) {
      watch.count("crashes");
      due[look.replica()] = Instant.EPOCH;
    }
    watch.foreignIsUntouched();
    interruptions = outer;
    effectsOfLook = outerEffects;
    looking = outerLooking;
  }

  /** Whether the gate was asked in the last look: whether its verdict was of any matter. */
  boolean gateWasAsked() {
    return gateAsked;
  }

  void gateIsAsked() {
    gateAsked = true;
  }

  private Evaluation evaluation(Event.Says says) {
    return new Evaluation.Done(
        switch (says) {
          case SUCCESSFUL -> new Verdict.Successful(List.of());
          case RUNNING -> new Verdict.Running(List.of());
          case INCONCLUSIVE -> new Verdict.Inconclusive(List.of());
          case ERROR -> new Verdict.Error(List.of());
          case FAILED -> new Verdict.Failed(List.of());
        },
        tempo().lag());
  }

  /** With a reason, where one is asked for; sometimes people forget it. */
  private void annotate(String annotation) {
    String token = "token-" + ++ids;
    cluster.edit(
        spec ->
            annotation.equals(Spec.SKIP) && ids % 3 > 0
                ? spec.annotated(annotation, token).annotated(Spec.REASON, "no need")
                : spec.annotated(annotation, token));
  }

  private void changeBreakGlass(int number) {
    SortedSet<UserId> all = new TreeSet<>(confirmed.users());
    all.add(Examples.user(9100 + number));
    confirmed = new BreakGlass(all, confirmed.groups());
    cluster.edit(
        spec ->
            spec.with(
                new BreakGlass(
                    new TreeSet<>(Set.of(Examples.user(9001), Examples.user(9100 + number))),
                    spec.breakGlass().groups())));
  }

  private void approve() {
    cluster
        .read()
        .spec()
        .machine()
        .approvalRequest(cluster.read().status().progress())
        .ifPresent(request -> approved.add(request.attempt()));
  }

  private void recreate() {
    if (cluster.read().presence() == Cluster.Presence.GONE) {
      cluster.recreate("uid-" + ++ids);
      now = now.plus(REBUILDING);
    }
  }

  private void nameStop() {
    if (cluster.read().status().progress() instanceof Progress.FellBack(var _, Latch latch)) {
      cluster.edit(spec -> spec.annotated(Spec.RESUME, latch.id()));
    }
  }

  /** The stages of the beginning, in the order of the beginning, under what is wanted now. */
  private void putStagesBack() {
    List<Stage> stages = beginning.rollout().stages();
    cluster.edit(spec -> spec.with(StageEdits.with(spec.rollout(), stages)));
  }

  private void editPolicy(Event.EditPolicy edit) {
    editedSinceThisLook = true;
    tenant.id(edit.role()).ifPresent(id -> editPolicy(id, edit.kind()));
  }

  private void editPolicy(PolicyId id, int kind) {
    PolicyContent content = tenant.allPolicies().get(id);
    watch.count(content.enforces() ? "edits of what is enforced" : "other edits");
    if (kind == Event.EditPolicy.DELETE) {
      tenant.delete(id);
    } else {
      tenant.edit(id, Vandal.edit(content, kind), now);
    }
  }

  private void editMembers(Event.EditMembers edit) {
    List<GroupId> groups = List.copyOf(tenant.groupIds());
    if (!groups.isEmpty()) {
      GroupId group = groups.get(edit.group() % groups.size());
      Set<UserId> changed = new TreeSet<>(tenant.members(group));
      changed.addAll(Examples.users(edit.added(), edit.added() % 5 == 0 ? MANY : 1));
      changed.remove(Examples.user(edit.removed()));
      tenant.setMembers(group, changed);
    }
  }

  /** Lets something go wrong at effects of this world, counted from 0 over all looks. */
  void goesWrong(Map<Integer, Fault> byEffect) {
    faults = Map.copyOf(byEffect);
  }

  /** Called before each effect: lets happen what comes between, and says what goes wrong. */
  Fault beforeEffect() {
    Fault wrong = faults.getOrDefault(effects++, Fault.NONE);
    if (wrong != Fault.NONE) {
      return wrong;
    }
    Interruption interruption = interruptions.get(effectsOfLook++);
    return switch (interruption) {
      case null -> Fault.NONE;
      case Fails(Fault fault) -> fault;
      case Lasts(Duration time) -> {
        lasts(time);
        yield Fault.NONE;
      }
      case Meanwhile(Event event) -> {
        Set<Circumstance> before = Set.copyOf(changed);
        boolean edited = editedSinceThisLook;
        happens(event);
        changed.addAll(before);
        editedSinceThisLook |= edited;
        yield Fault.NONE;
      }
    };
  }

  private void lasts(Duration time) {
    boolean leads = leads(looking);
    now = now.plus(time);
    if (leads) {
      leasedUntil = now.plus(LEASE);
    }
  }

  /** A person mends what only a person can. */
  void aPersonHelps() {
    circumstances.clear();
    recreate();
    cluster.edit(
        spec ->
            spec.without(Spec.STOP).with(spec.rules().tolerating(1000).with(DriftPolicy.CORRECT)));
    confirmed = cluster.read().spec().breakGlass();
    approve();
    Cluster.Snapshot read = cluster.read();
    if (read.status().corrections().isFight(now)) {
      String token = "after " + read.status().corrections().at().getLast();
      cluster.edit(spec -> spec.annotated(Spec.RECONCILE, token));
    }
    if (!read.status().stages().equals(read.spec().stagesText(read.status().reached()))
        && read.status().reached() > 0) {
      happens(new Event.AcceptStages());
    }
    switch (read.status().progress()) {
      case Progress.FellBack _ -> happens(new Event.NameStop());
      case Progress.AtStage at when at.counters().failures() > 0 ->
          cluster.edit(
              spec ->
                  spec.annotations().getOrDefault(Spec.RETRY, "").equals(at.attempt())
                      ? spec
                      : spec.annotated(Spec.RETRY, at.attempt()));
      case Progress.AtStage _, Progress.NotStarted _, Progress.Completed _ -> {}
    }
  }

  /** A person puts the enforced policy to report-only, as a stalled rollout asks for. */
  void aPersonPutsThePolicyToReportOnly() {
    tenant
        .id(PolicyRole.ENFORCED)
        .ifPresent(
            id ->
                tenant.edit(
                    id, tenant.allPolicies().get(id).inState(PolicyState.REPORT_ONLY), now));
  }

  /** Whether the rollout is completed, the tenant as it should be, and nobody asks for more. */
  boolean isDone() {
    return cluster.read().presence() == Cluster.Presence.PRESENT
        && cluster.read().status().progress() instanceof Progress.Completed
        && nobodyAsks()
        && stagesAreAsReached()
        && replicas[leader].isInSync(cluster.read());
  }

  private boolean stagesAreAsReached() {
    Status status = cluster.read().status();
    return status.stages().equals(cluster.read().spec().stagesText(status.reached()));
  }

  private boolean nobodyAsks() {
    Asked asked = Asked.of(cluster.read(), circumstances, () -> "");
    return asked.hand() instanceof Hand.None && asked.stops().isEmpty();
  }

  void endsWithOneOfEach() {
    require(
        tenant.allPolicies().size() == 2,
        Rule.ONE_OF_EACH,
        () -> "" + tenant.allPolicies().keySet());
    for (String name : cluster.read().spec().managedGroupNames()) {
      require(tenant.groupsNamed(name) == 1, Rule.ONE_OF_EACH, () -> "groups named " + name);
    }
  }

  /** Whether a circumstance is so, and was all through this look. */
  boolean isThroughout(Circumstance what) {
    return circumstances.contains(what) && !changed.contains(what);
  }

  Core core() {
    return core;
  }

  Neighbourhood neighbourhood() {
    return new Neighbourhood(circumstances);
  }

  /** The attempts whose end was approved. */
  Set<String> approvedAttempts() {
    return approved;
  }

  /** Accounts that are declared no more, and nobody has confirmed that. */
  BreakGlassRemoval breakGlassRemoval() {
    SortedSet<UserId> users = new TreeSet<>(confirmed.users());
    users.removeAll(cluster.read().spec().breakGlass().users());
    return users.isEmpty()
        ? BreakGlassRemoval.NONE
        : new BreakGlassRemoval(new BreakGlass(users, new TreeSet<>()), "confirm it");
  }

  /**
   * Whether somebody edited a policy in the middle of this look: nothing keeps that from happening
   * between a check and a write, and it is repaired afterwards.
   */
  boolean editedSinceThisLook() {
    return editedSinceThisLook;
  }

  private Tempo tempo() {
    return beginning.rules().tempo();
  }

  Cluster cluster() {
    return cluster;
  }

  InMemoryTenant tenant() {
    return tenant;
  }

  Set<Circumstance> circumstances() {
    return circumstances;
  }

  Watch watch() {
    return watch;
  }

  Instant now() {
    return now;
  }

  /** The time that {@code replica} takes for the present. */
  Instant clock(int replica) {
    return now.plus(off[replica]);
  }

  /** Whether the lease is {@code replica}'s, with time left. */
  boolean leads(int replica) {
    return leader == replica && !now.isAfter(leasedUntil);
  }

  int effects() {
    return effects;
  }

  String newId() {
    return "id-" + ++ids;
  }

  /** How long something new stays invisible: some seconds, told by how much has happened. */
  Duration invisibleFor() {
    return invisibility.apply(effects);
  }

  /** Everything new stays invisible for this long. */
  void everythingNewIsInvisibleFor(Duration time) {
    invisibility = effect -> time;
  }

  /**
   * All that decides how the world goes on; not when somebody looks next, nor what a lagging watch
   * shows.
   */
  void into(Fingerprint print) {
    cluster.read().status().into(print, now);
    tokensInto(print, cluster.read().spec().annotations());
    tenant.into(print, now);
    watch.into(print, cluster.read().status().progress());
    print.value(Set.copyOf(circumstances)).value(cluster.read().presence());
    approved.forEach(print::name);
  }

  static void tokensInto(Fingerprint print, Map<String, String> tokens) {
    new TreeMap<>(tokens).forEach((annotation, token) -> print.value(annotation).name(token));
  }

  /** What happened, for whoever has to find out why; empty where no notes are taken. */
  List<String> notes() {
    return notes;
  }

  void note(Supplier<String> what) {
    if (takesNotes) {
      notes.add(now + " " + what.get());
    }
  }
}
