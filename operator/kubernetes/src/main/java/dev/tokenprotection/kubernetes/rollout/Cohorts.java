package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.gate.Enforced;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.UserId;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The users whose sign-ins are the evidence of a stage, and since when they belong to it, see
 * {@link Joinings}.
 *
 * <p>A restart of the operator forgets who joined when. All members then count as long-standing,
 * since else their evidence, the bad part too, would be left out. Whoever was added shortly before
 * the restart is then missed in the coverage until he signs in; so no stage is left within the
 * settle time of a membership write that an earlier process made ({@link #settling}). Members whom
 * other people added to groups of theirs just before a restart are not noticed as new.
 */
final class Cohorts {
  private final Map<ResourceID, Joinings> joinings = new ConcurrentHashMap<>();

  /** Notes who is in the managed groups, as the look has just found them. */
  void watch(RolloutScope scope) {
    joiningsOf(scope).noteManaged(scope.observed().groups().values(), scope.now());
  }

  /**
   * Until when the stage must not be left because members whom an earlier process added may not be
   * covered everywhere yet; empty when there are none.
   */
  Optional<Instant> settling(RolloutScope scope, Progress.AtStage at) {
    boolean isManaged =
        DesiredState.judgedIncludes(scope.wanted().rollout(), at.stage()).stream()
            .anyMatch(include -> !include.managedGroups().isEmpty());
    return Optional.of(joiningsOf(scope).unknownUntil(settleTime(scope, at)))
        .filter(until -> isManaged && until.isAfter(scope.now()));
  }

  /** The cohort that is judged before {@code at} is left. Both policies must have been observed. */
  Attempt<Cohort> judged(RolloutScope scope, Progress.AtStage at) {
    Rollout rollout = scope.wanted().rollout();
    noteAll(scope, DesiredState.groupsOf(DesiredState.allIncludes(rollout), scope.resolved()));
    return covered(scope, judgedGroups(scope, at))
        .map(members -> joiningsOf(scope).cohortOf(members, settleTime(scope, at)));
  }

  /** On how many of them anything is enforced; on some where that can't be read. */
  static Enforced enforced(RolloutScope scope, Progress.AtStage at) {
    Set<GroupId> enforced =
        DesiredState.groupsOf(
            DesiredState.enforcedIncludes(scope.wanted().rollout(), at.stage()), scope.resolved());
    if (enforced.isEmpty()) {
      return Enforced.NOBODY;
    }
    return covered(scope, judgedGroups(scope, at))
        .flatMap(judged -> covered(scope, enforced).map(users -> Enforced.of(judged, users)))
        .success()
        .orElse(Enforced.SOME);
  }

  private static Set<GroupId> judgedGroups(RolloutScope scope, Progress.AtStage at) {
    return DesiredState.groupsOf(
        DesiredState.judgedIncludes(
            scope.wanted().rollout(),
            at.stage(),
            scope.resolved(),
            scope.passed(),
            scope.observed().policies().get(PolicyRole.OBSERVE).content()),
        scope.resolved());
  }

  /** Groups that can't be read now are noted when they can. */
  private void noteAll(RolloutScope scope, Set<GroupId> groups) {
    Joinings known = joiningsOf(scope);
    known.keep(groups);
    for (GroupId group : groups) {
      scope
          .tenant()
          .directory()
          .transitiveMembers(group)
          .success()
          .ifPresent(members -> known.note(group, members, scope.now()));
    }
  }

  private Joinings joiningsOf(RolloutScope scope) {
    return joinings.computeIfAbsent(
        scope.id(), id -> new Joinings(scope.memory().lastMembershipWrite()));
  }

  private static Duration settleTime(RolloutScope scope, Progress.AtStage at) {
    return scope.wanted().rules().get(at.stage()).settleTime().membership();
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
    joinings.remove(rollout);
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

  /** The users in {@code groups}, directly or through nested groups. */
  static Attempt<Set<User>> members(RolloutScope scope, Collection<GroupId> groups) {
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
