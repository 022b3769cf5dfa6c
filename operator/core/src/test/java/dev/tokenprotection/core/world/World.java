package dev.tokenprotection.core.world;

import static dev.tokenprotection.core.world.RuleBroken.require;

import dev.tokenprotection.core.stage.Evaluation;
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
import java.util.Set;
import java.util.TreeMap;
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
  private final People people;
  private final Strangers strangers = new Strangers(this);
  private final Replica[] replicas = new Replica[REPLICAS];
  private final Instant[] due = new Instant[REPLICAS];
  private final Duration[] off = new Duration[REPLICAS];
  private final List<String> notes = new ArrayList<>();
  private final boolean takesNotes;
  private Map<Integer, Interruption> interruptions = Map.of();
  private Map<Integer, Fault> faults = Map.of();
  private Instant now = Examples.START;
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
    this.cluster = new Cluster(beginning);
    this.tenant = new InMemoryTenant(beginning.rollout().identity(), Foreign.POLICIES);
    this.circumstances = EnumSet.noneOf(Circumstance.class);
    this.watch = new Watch(this, census);
    this.people = new People(this, beginning);
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
    this.cluster = new Cluster(other.cluster);
    this.tenant = new InMemoryTenant(other.tenant);
    this.circumstances = EnumSet.noneOf(Circumstance.class);
    this.circumstances.addAll(other.circumstances);
    this.watch = new Watch(this, other.watch);
    this.people = new People(this, other.people);
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
      case Event.ByPeople act -> people.act(act);
      case Event.EditPolicy edit -> {
        editedSinceThisLook = true;
        strangers.edit(edit);
      }
      case Event.EditMembers edit -> strangers.edit(edit);
      case Event.Recreate _ -> recreate();
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
              new Evaluation.Done(look.says().verdict(), tempo().lag()));
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

  private void recreate() {
    if (cluster.read().presence() == Cluster.Presence.GONE) {
      cluster.recreate("uid-" + newNumber());
      now = now.plus(REBUILDING);
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
    people.help();
  }

  /** Whether the rollout is completed, the tenant as it should be, and nobody asks for more. */
  boolean isDone() {
    return cluster.read().presence() == Cluster.Presence.PRESENT
        && cluster.read().status().progress() instanceof Progress.Completed
        && people.areContent()
        && replicas[leader].isInSync(cluster.read());
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

  People people() {
    return people;
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
    return "id-" + newNumber();
  }

  /** A number that was never given before. */
  int newNumber() {
    return ++ids;
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
    people.approvedAttempts().forEach(print::name);
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
