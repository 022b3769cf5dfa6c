package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.stage.GateDefaults;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageRules;
import dev.tokenprotection.core.world.Surroundings.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A tenant, an operator, and everything that may happen around them. */
final class World {
  /** Three successes, three hours, and no failure tolerated. */
  static final GateCriteria.Pace STRICT = pace(Duration.ofHours(3), 3);

  /** Two successes and no soak, so that few looks lead through all stages. */
  static final GateCriteria.Pace BRISK = pace(Duration.ZERO, 2);

  private final Random random;
  private Rollout rollout;
  private final GateCriteria.Pace pace;
  private final Surroundings surroundings;
  private final InMemoryTenant tenant = new InMemoryTenant(Examples.OFFICE);
  private final Watch watch;
  private final Replica replica;
  private Instant now = Examples.START;
  private boolean edited;

  World(Random random, Rollout rollout, GateCriteria.Pace pace, Faults faults) {
    this.random = random;
    this.rollout = rollout;
    this.pace = pace;
    this.surroundings = new Surroundings(random);
    Map<GroupReference, GroupId> groups = new HashMap<>();
    Map<String, SortedSet<UserId>> members = new HashMap<>();
    for (Include include : ownIncludes(rollout)) {
      include.groups().forEach(g -> groups.put(g, new GroupId("existing-" + g.asWritten())));
      include
          .managedGroups()
          .forEach(
              g ->
                  members.put(
                      g.displayName(), Examples.users(random.nextInt(10), random.nextInt(45))));
    }
    groups.put(Rollouts.EXCEPTIONS, new GroupId("existing-exceptions"));
    this.watch = new Watch(rollout, pace, groups, tenant, surroundings);
    this.replica =
        new Replica(
            rollout,
            rules(pace),
            groups,
            DesiredMembers.of(members),
            tenant,
            surroundings,
            watch,
            faults);
  }

  static List<String> managedGroupNames(Rollout rollout) {
    List<String> names = new ArrayList<>();
    for (Include include : ownIncludes(rollout)) {
      include.managedGroups().forEach(group -> names.add(group.displayName()));
    }
    return names;
  }

  private static List<Include> ownIncludes(Rollout rollout) {
    List<Include> includes = new ArrayList<>();
    for (Stage stage : rollout.stages()) {
      if (stage.cohort() instanceof StageCohort.Own(Include include)) {
        includes.add(include);
      }
    }
    return includes;
  }

  Watch watch() {
    return watch;
  }

  InMemoryTenant tenant() {
    return tenant;
  }

  int effects() {
    return replica.effects();
  }

  void weather(Weather weather) {
    surroundings.become(weather);
  }

  /** One look of the operator, and what happens before it. */
  void step() {
    if (surroundings.weather() == Weather.STORMY) {
      storm();
    }
    watch.remember();
    now = look();
  }

  private Instant look() {
    try {
      Instant next = replica.look(now);
      assertThat(next).as("the next look").isAfter(now);
      if (!edited) {
        watch.untouched();
      }
      surroundings.handled();
      return next;
    } catch (Faults.Crash e) {
      watch.note("the operator dies", now);
      watch.count("crashes");
      return now.plusSeconds(1 + random.nextInt(60));
    }
  }

  /** Whether the rollout is completed and the tenant is as it should be. */
  boolean isDone() {
    return replica.saved().progress() instanceof Progress.Completed
        && tenant.policy(PolicyRole.OBSERVE).equals(Optional.of(desired().observe()))
        && tenant.policy(PolicyRole.ENFORCED).equals(Optional.of(desired().enforced()));
  }

  private DesiredState desired() {
    return replica.desired(now);
  }

  void endsWithOneOfEach() {
    assertThat(tenant.allPolicies()).as("policies").hasSize(2);
    for (String name : managedGroupNames(rollout)) {
      assertThat(tenant.groupsNamed(name)).as("groups named %s", name).isEqualTo(1);
    }
  }

  /** A person mends what only a person can: a stopped rollout or a failed gate. */
  void aPersonHelps() {
    switch (replica.saved().progress()) {
      case Progress.FellBack(Progress.AtStage _, Latch latch) -> surroundings.resume(latch);
      case Progress.AtStage _ -> replica.edit(rules(tolerant()));
      case Progress.NotStarted _ -> {}
      case Progress.Completed _ -> {}
    }
  }

  private void storm() {
    surroundings.change();
    boolean stopped = replica.saved().progress() instanceof Progress.FellBack;
    if (random.nextInt(stopped ? 4 : 30) == 0) {
      aPersonHelps();
    }
    if (random.nextInt(10) == 0) {
      somebodyEditsTheTenant();
    }
    if (random.nextInt(25) == 0) {
      somebodyEditsTheSpec();
    }
  }

  private void somebodyEditsTheSpec() {
    rollout = Rollouts.edited(rollout, random);
    replica.edit(rollout);
    watch.edit(rollout);
    watch.note(
        "somebody edits the spec: "
            + rollout.applications()
            + " "
            + rollout.guests()
            + " "
            + rollout.deviceFilter()
            + " "
            + rollout.excludeGroups(),
        now);
    watch.count("edits of the spec");
  }

  private void somebodyEditsTheTenant() {
    List<GroupId> groups = List.copyOf(tenant.groupIds());
    if (random.nextInt(4) == 0 && !groups.isEmpty()) {
      editMembers(groups.get(random.nextInt(groups.size())));
      return;
    }
    List<PolicyId> policies =
        replica.saved().known().values().stream()
            .filter(tenant.allPolicies()::containsKey)
            .sorted()
            .toList();
    if (!policies.isEmpty()) {
      editPolicy(policies.get(random.nextInt(policies.size())));
    }
  }

  private void editMembers(GroupId group) {
    Set<UserId> changed = new TreeSet<>(tenant.members(group));
    changed.add(Examples.user(random.nextInt(60)));
    changed.remove(Examples.user(random.nextInt(60)));
    tenant.setMembers(group, changed);
    watch.note("somebody changes the members of " + group, now);
  }

  private void editPolicy(PolicyId id) {
    edited = true;
    PolicyContent content = tenant.allPolicies().get(id);
    watch.count(content.enforces() ? "edits of what is enforced" : "other edits");
    if (random.nextInt(8) == 0) {
      tenant.delete(id);
      watch.note("somebody deletes " + id, now);
      return;
    }
    PolicyContent after = Vandal.edit(content, random);
    tenant.edit(id, after, now);
    watch.note("somebody edits " + content.differences(after) + " of " + id, now);
  }

  private List<StageRules> rules(GateCriteria.Pace stagePace) {
    return rollout.stages().stream()
        .map(
            stage ->
                new StageRules(
                    stagePace,
                    GateCriteria.SettleTime.DEFAULT,
                    GateDefaults.onGateFailure(stage.state())))
        .toList();
  }

  private GateCriteria.Pace tolerant() {
    return new GateCriteria.Pace(
        pace.requiredSoakTime(),
        pace.evaluationInterval(),
        pace.consecutiveSuccessLimit(),
        Integer.MAX_VALUE,
        pace.consecutiveErrorLimit(),
        pace.progressDeadline(),
        pace.minApprovals());
  }

  private static GateCriteria.Pace pace(Duration soak, int successes) {
    return new GateCriteria.Pace(
        soak, Duration.ofMinutes(15), successes, 0, 4, Duration.ofDays(3650), 0);
  }
}
