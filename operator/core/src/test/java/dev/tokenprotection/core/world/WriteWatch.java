package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.world.Cluster.Presence;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Watches what an operator writes to the tenant. */
final class WriteWatch {
  private final World world;
  private final Premises premises;
  private final Passed passed;
  private final Map<PolicyRole, PolicyContent> before = new EnumMap<>(PolicyRole.class);

  /** Whose policy is not as it was written or accepted last, although no write of ours is open. */
  private final Set<PolicyRole> drifted = EnumSet.noneOf(PolicyRole.class);

  private long putBackLately;

  WriteWatch(World world, Premises premises, Passed passed) {
    this.world = world;
    this.premises = premises;
    this.passed = passed;
  }

  /** A plan is about to be carried out. */
  void planned(Plan plan, Cluster.Snapshot read) {
    world.note(() -> plan.describe().toString());
    findDrift(read.status());
    Direction last = Direction.LESS;
    for (Change change : plan.changes()) {
      Direction present = change.direction();
      Direction previous = last;
      require(
          present.compareTo(previous) >= 0,
          Rule.PASSED_SCOPE,
          () -> "not less first and more last: " + plan.describe());
      last = present;
    }
    require(
        plan.changes().size() == 1 || plan.changes().stream().noneMatch(WriteWatch::widensAPolicy),
        Rule.PASSED_SCOPE,
        () -> "what widens a policy does not come alone: " + plan.describe());
    removesNotTooMany(plan, read.spec().rules().mostRemovals());
  }

  private void removesNotTooMany(Plan plan, long most) {
    Map<GroupId, Long> removals = new TreeMap<>();
    for (Action action : plan.actions()) {
      if (action instanceof Action.RemoveMember remove) {
        removals.merge(remove.group(), 1L, Long::sum);
      }
    }
    removals.forEach(
        (group, users) ->
            require(
                users <= most,
                Rule.NOTHING_FOREIGN,
                () -> "removes " + users + " members of " + group));
  }

  private void findDrift(Status status) {
    drifted.clear();
    Instant since = world.now().minus(Corrections.REMEMBERED);
    putBackLately = status.corrections().at().stream().filter(at -> at.isAfter(since)).count();
    if (status.intent().equals(Intent.NONE)) {
      status
          .accepted()
          .forEach(
              (role, last) -> {
                PolicyContent present = world.tenant().allPolicies().get(last.id());
                if (present == null || !PolicyHash.of(present).equals(last.hash())) {
                  drifted.add(role);
                }
              });
    }
  }

  private static boolean widensAPolicy(Change change) {
    return change.direction() == Direction.MORE && change.writesPolicy();
  }

  /** A write is about to take place. */
  void writes(Change change, Cluster.Snapshot read, int replica) {
    before.clear();
    for (PolicyRole role : PolicyRole.values()) {
      world.tenant().policy(role).ifPresent(content -> before.put(role, content));
    }
    require(world.leads(replica), Rule.LEASE, () -> "replica " + replica + " writes " + change);
    if (read.presence() == Presence.BEING_DELETED) {
      deletes(change, read);
    } else {
      goesOn(change, read);
    }
    switch (change.action()) {
      case Action.CreatePolicy create ->
          require(
              !before.containsKey(create.role()),
              Rule.ONE_OF_EACH,
              () -> "a second policy: " + create.role());
      case Action.CreateGroup create ->
          require(
              world.tenant().groupsNamed(create.displayName()) == 0,
              Rule.ONE_OF_EACH,
              () -> "a second group: " + create.displayName());
      case Action.UpdatePolicy update -> isOurs(update.id().value());
      case Action.SetPolicyState set -> isOurs(set.id().value());
      case Action.AdoptPolicy adopt -> isOurs(adopt.id().value());
      case Action.RestorePolicy restore -> {
        isOurs(restore.id().value());
        require(
            !before.containsKey(restore.role()),
            Rule.ONE_OF_EACH,
            () -> "restored beside another: " + restore.role());
      }
      case Action.TakeOver _ -> neverAsked(change);
      case Action.AddMembers add -> isOurs(add.group().value());
      case Action.RemoveMember remove -> isOurs(remove.group().value());
    }
  }

  /**
   * What a deletion writes: the state alone, away from enforcement, and only if just that is meant.
   */
  private void deletes(Change change, Cluster.Snapshot read) {
    require(
        change.action() instanceof Action.SetPolicyState set && set.state() != PolicyState.ENABLED,
        Rule.DELETION,
        () -> "a deletion writes " + change);
    require(
        read.deletionIsConfirmed()
            && !read.isForced()
            && read.spec().rules().deletion() != DeletionPolicy.ORPHAN,
        Rule.DELETION,
        () -> "a deletion ends protection though nobody confirmed just that");
  }

  private void goesOn(Change change, Cluster.Snapshot read) {
    Status status = read.status();
    if (!(status.progress() instanceof Progress.NotStarted)) {
      boolean stagesChanged = !status.stages().equals(read.spec().stagesText(status.reached()));
      if (stagesChanged) {
        require(change.isTowardsReportOnly(), Rule.STAGES_CHANGED, () -> "writes " + change);
      }
    }
    if (world.isThroughout(Circumstance.OLDER_NEIGHBOUR)) {
      require(
          change.isTowardsReportOnly(),
          Rule.TWO_ROLLOUTS,
          () -> "writes though an older rollout owns the cohort: " + change);
    }
    if (world.isThroughout(Circumstance.LOOKS_ON)) {
      throw broken(Rule.NOTHING_FOREIGN, () -> "writes though it only looks on: " + change);
    }
    if (world.isThroughout(Circumstance.COHORT_GROWN) && change.direction() == Direction.MORE) {
      throw broken(Rule.NOTHING_FOREIGN, () -> "enforces more on a grown cohort: " + change);
    }
    if (world.isThroughout(Circumstance.UNFIT) && change.direction() == Direction.MORE) {
      throw broken(Rule.PASSED_SCOPE, () -> "enforces more in an unfit tenant: " + change);
    }
    driftIsHandled(change, read);
  }

  private void driftIsHandled(Change change, Cluster.Snapshot read) {
    if (roleOf(change.action()).filter(drifted::contains).isEmpty()
        || change.lowersPolicy()
        || world.editedSinceThisLook()) {
      return;
    }
    DriftPolicy policy = read.spec().rules().drift();
    require(
        policy == DriftPolicy.CORRECT,
        Rule.DRIFT,
        () -> "puts drift back though it is to be left: " + change);
    require(
        putBackLately < Corrections.FIGHT,
        Rule.DRIFT,
        () -> "puts drift back once more after " + putBackLately + " times");
  }

  private static Optional<PolicyRole> roleOf(Action action) {
    return switch (action) {
      case Action.UpdatePolicy update -> Optional.of(update.role());
      case Action.SetPolicyState set -> Optional.of(set.role());
      case Action.CreatePolicy create -> Optional.of(create.role());
      case Action.AdoptPolicy adopt -> Optional.of(adopt.role());
      case Action.RestorePolicy restore -> Optional.of(restore.role());
      case Action.TakeOver _ -> Optional.empty();
      case Action.CreateGroup _ -> Optional.empty();
      case Action.AddMembers _ -> Optional.empty();
      case Action.RemoveMember _ -> Optional.empty();
    };
  }

  private void isOurs(String id) {
    require(!id.startsWith(InMemoryTenant.FOREIGN), Rule.NOTHING_FOREIGN, () -> "writes to " + id);
  }

  /** Nobody takes over in these worlds what another installation owned. */
  private void neverAsked(Change change) {
    require(false, Rule.NOTHING_FOREIGN, () -> "takes over what nobody gave: " + change);
  }

  /** A write has taken place. */
  void written(Change change, Cluster.Snapshot read) {
    premises.count("writes " + change.direction());
    if (read.presence() == Presence.BEING_DELETED) {
      return;
    }
    Spec spec = read.spec();
    if (world.isThroughout(Circumstance.BREAK_GLASS_GONE)) {
      require(
          change.action() instanceof Action.SetPolicyState set
              && set.state() == PolicyState.REPORT_ONLY,
          Rule.BREAK_GLASS,
          () -> "written while break-glass is not verified: " + change);
    }
    switch (change.action()) {
      case Action.CreatePolicy create -> {
        breakGlassIsExcluded(create.content(), spec);
        isNotBroader(create.content(), spec);
        require(
            create.content().state() != PolicyState.ENABLED,
            Rule.PASSED_SCOPE,
            () -> "created enabled");
      }
      case Action.UpdatePolicy update -> {
        PolicyContent after = world.tenant().allPolicies().get(update.id());
        breakGlassIsExcluded(after, spec);
        breakGlassIsKept(before.get(update.role()), after);
        nothingIsEnforcedThatHasNotPassed(update.role());
      }
      case Action.SetPolicyState set -> {
        if (set.state() == PolicyState.ENABLED) {
          PolicyContent content = world.tenant().allPolicies().get(set.id());
          breakGlassIsExcluded(content, spec);
          isNotBroader(content, spec);
          require(
              !world.isThroughout(Circumstance.FOREIGN_CONTROLS),
              Rule.NOT_BROADER,
              () -> "enables a policy with a control of somebody else");
        }
        nothingIsEnforcedThatHasNotPassed(set.role());
      }
      case Action.AdoptPolicy _, Action.TakeOver _ -> {}
      case Action.RestorePolicy restore -> {
        premises.count("restores");
        breakGlassIsExcluded(restore.content(), spec);
        if (restore.content().state() == PolicyState.ENABLED) {
          isNotBroader(restore.content(), spec);
        }
        nothingIsEnforcedThatHasNotPassed(restore.role());
      }
      case Action.CreateGroup _, Action.AddMembers _, Action.RemoveMember _ -> {}
    }
  }

  private void breakGlassIsExcluded(PolicyContent content, Spec spec) {
    if (world.editedSinceThisLook()) {
      return;
    }
    require(
        content.excludeUsers().containsAll(spec.breakGlass().users())
            && content.excludeGroups().containsAll(spec.breakGlass().groups()),
        Rule.BREAK_GLASS,
        () -> "excluded are only " + content.excludeUsers() + content.excludeGroups());
  }

  /** No account comes under an enabled policy before its removal is confirmed. */
  private void breakGlassIsKept(PolicyContent present, PolicyContent after) {
    if (present.state() != PolicyState.ENABLED || world.editedSinceThisLook()) {
      return;
    }
    var lost = new TreeSet<>(world.people().breakGlassRemoval().accounts().users());
    lost.retainAll(present.excludeUsers());
    lost.removeAll(after.excludeUsers());
    require(lost.isEmpty(), Rule.BREAK_GLASS, () -> "comes under an enabled policy: " + lost);
  }

  private void isNotBroader(PolicyContent content, Spec spec) {
    if (world.editedSinceThisLook()) {
      return;
    }
    Set<String> applications =
        spec.rollout().applications().stream().map(Application::appId).collect(Collectors.toSet());
    Set<String> platforms =
        spec.rollout().profile().platforms().stream()
            .map(Platform::graphName)
            .collect(Collectors.toSet());
    require(
        content.includeUsers().stream().allMatch(PolicyContent.NONE::equals)
            && applications.containsAll(content.applications())
            && !content.applications().isEmpty()
            && platforms.equals(content.platforms())
            && content
                .clientAppTypes()
                .equals(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS)),
        Rule.NOT_BROADER,
        () -> "broader than its stages: " + content);
  }

  /** What a write of ours leaves enforced was so before, or lies within what has passed. */
  private void nothingIsEnforcedThatHasNotPassed(PolicyRole role) {
    PolicyContent after = world.tenant().policy(role).orElseThrow();
    if (after.state() != PolicyState.ENABLED || world.editedSinceThisLook()) {
      return;
    }
    boolean enforcedBefore =
        before.containsKey(role) && before.get(role).state() == PolicyState.ENABLED;
    if (enforcedBefore && Scope.of(after).isWithin(Scope.of(before.get(role)))) {
      return;
    }
    require(role == PolicyRole.ENFORCED, Rule.PASSED_SCOPE, () -> "enforces the observe policy");
    for (GroupId group : after.includeGroups()) {
      require(
          passed.covers(group, after),
          Rule.PASSED_SCOPE,
          () -> group + " has not passed in " + passed + ", enforced is " + after);
    }
  }

  private void require(boolean holds, Rule rule, Supplier<String> message) {
    premises.require(holds, rule, message);
  }

  private RuleBroken broken(Rule rule, Supplier<String> message) {
    return new RuleBroken(rule, message.get());
  }
}
