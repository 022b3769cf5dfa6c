package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The users whose sign-ins are the evidence of a stage, and since when they belong to it. Who
 * joined when is known only as far as this process has watched: of the members that it finds at its
 * first look, those of managed groups count as having joined with the last write to a group, all
 * others as long-standing.
 */
final class Cohorts {
  private final Map<ResourceID, Tracked> tracked = new ConcurrentHashMap<>();

  private record Tracked(Map<UserId, Instant> joined, Duration settleTime, Cohort cohort) {}

  /** The cohort that is judged before {@code at} is left. */
  Attempt<Cohort> judged(RolloutScope scope, Progress.AtStage at) {
    Set<GroupId> groups =
        DesiredState.groupsOf(
            DesiredState.judgedIncludes(scope.wanted().rollout(), at.stage()), scope.resolved());
    return covered(scope, groups).map(members -> track(scope, at, members));
  }

  /** How many users the enforced policy covers. */
  Attempt<Integer> enforced(RolloutScope scope, PolicyContent policy) {
    return size(scope, policy.includeGroups());
  }

  /**
   * How many users in {@code groups} no exclusion takes out of the policies. A group that was
   * deleted covers nobody.
   */
  static Attempt<Integer> size(RolloutScope scope, Collection<GroupId> groups) {
    Set<GroupId> existing = new HashSet<>(groups);
    existing.removeIf(group -> isGone(scope.tenant().directory().transitiveMembers(group)));
    return covered(scope, existing).map(Set::size);
  }

  private static boolean isGone(Outcome<?> outcome) {
    return outcome.failure().filter(p -> p.cause() == Problem.Cause.NOT_FOUND).isPresent();
  }

  /** {@code rollout} is gone. */
  void forget(ResourceID rollout) {
    tracked.remove(rollout);
  }

  private Cohort track(RolloutScope scope, Progress.AtStage at, Set<UserId> members) {
    Duration settleTime = scope.wanted().rules().get(at.stage()).settleTime().membership();
    return tracked
        .compute(
            scope.id(),
            (id, before) ->
                before == null
                    ? tracked(firstSeen(scope, members), settleTime)
                    : next(before, members, settleTime, scope.now()))
        .cohort();
  }

  private static Tracked next(
      Tracked before, Set<UserId> members, Duration settleTime, Instant now) {
    if (before.joined().keySet().equals(members) && before.settleTime().equals(settleTime)) {
      return before;
    }
    Map<UserId, Instant> joined = new HashMap<>();
    members.forEach(user -> joined.put(user, before.joined().getOrDefault(user, now)));
    return tracked(joined, settleTime);
  }

  private static Tracked tracked(Map<UserId, Instant> joined, Duration settleTime) {
    return new Tracked(joined, settleTime, Cohort.of(joined, settleTime));
  }

  private static Map<UserId, Instant> firstSeen(RolloutScope scope, Set<UserId> members) {
    Instant lastWrite =
        Optional.ofNullable(scope.memory().lastWrites().membership()).orElse(Instant.MIN);
    Set<UserId> managed =
        scope.observed().groups().values().stream()
            .map(ObservedState.ObservedGroup::members)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    Map<UserId, Instant> joined = new HashMap<>();
    members.forEach(user -> joined.put(user, managed.contains(user) ? lastWrite : Instant.MIN));
    return joined;
  }

  /** The users in {@code groups} whom no exclusion takes out of the policies. */
  private static Attempt<Set<UserId>> covered(RolloutScope scope, Collection<GroupId> groups) {
    Set<GroupId> excluded = new HashSet<>(scope.breakGlass().groups());
    scope
        .wanted()
        .rollout()
        .excludeGroups()
        .forEach(group -> scope.resolved().group(group).ifPresent(excluded::add));
    return members(scope, groups)
        .flatMap(included -> members(scope, excluded).map(left -> without(scope, included, left)));
  }

  private static Set<UserId> without(RolloutScope scope, Set<User> included, Set<User> excluded) {
    boolean withoutGuests = scope.wanted().rollout().guests() == PolicyContent.Guests.EXCLUDED;
    Set<UserId> users =
        included.stream()
            .filter(user -> !withoutGuests || user.kind() == User.Kind.MEMBER)
            .map(User::id)
            .collect(Collectors.toCollection(HashSet::new));
    excluded.forEach(user -> users.remove(user.id()));
    users.removeAll(scope.breakGlass().users());
    return users;
  }

  private static Attempt<Set<User>> members(RolloutScope scope, Collection<GroupId> groups) {
    Set<User> members = new HashSet<>();
    for (GroupId group : groups) {
      Outcome<Set<User>> outcome = scope.tenant().directory().transitiveMembers(group);
      if (outcome.failure().isPresent()) {
        return Attempt.failed(Trouble.of(outcome));
      }
      outcome.success().ifPresent(members::addAll);
    }
    return Attempt.done(members);
  }
}
