package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.port.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who joined the groups of one rollout when, as far as this process has watched, over all of its
 * stages: to be promoted is not to join. Whoever is in a group when it is first seen is
 * long-standing, so that no evidence about him is left out, least of all bad evidence.
 *
 * <p>Managed groups are watched at every look, so from before this process adds anybody. Whom an
 * earlier process added is not known: {@link #unknownUntil}. Safe for use by several threads.
 */
final class Joinings {
  private final Instant writtenBefore;
  private final Map<GroupId, Map<UserId, Instant>> direct = new HashMap<>();
  private final Map<GroupId, Map<UserId, Instant>> other = new HashMap<>();
  private final Map<GroupId, Set<User>> read = new HashMap<>();
  private Map<UserId, Instant> joined = Map.of();
  private Duration settleTime = Duration.ZERO;
  private Cohort cohort = Cohort.settled(Set.of());

  /**
   * @param writtenBefore when members of managed groups were last changed before this process
   *     watched; {@link Instant#MIN} for never
   */
  Joinings(Instant writtenBefore) {
    this.writtenBefore = writtenBefore;
  }

  /**
   * Until when somebody may have joined so recently that his membership is not effective
   * everywhere, without it being known who he is.
   */
  Instant unknownUntil(Duration membershipSettleTime) {
    return writtenBefore.equals(Instant.MIN)
        ? writtenBefore
        : writtenBefore.plus(membershipSettleTime);
  }

  /** Notes the direct members of the managed groups. */
  synchronized void noteManaged(Collection<ObservedGroup> groups, Instant now) {
    groups.forEach(group -> note(direct, group.id(), group.members(), now));
  }

  /** Notes everybody who is in a group, directly or through another. */
  synchronized void note(GroupId group, Set<User> members, Instant now) {
    if (read.put(group, members) == members) {
      return;
    }
    Set<UserId> present = members.stream().map(User::id).collect(Collectors.toSet());
    present.removeAll(direct.getOrDefault(group, Map.of()).keySet());
    note(other, group, present, now);
  }

  /** Forgets all groups but these. */
  synchronized void keep(Collection<GroupId> groups) {
    direct.keySet().retainAll(groups);
    other.keySet().retainAll(groups);
    read.keySet().retainAll(groups);
  }

  /** The cohort of these users; the same object as before while nothing changed. */
  synchronized Cohort cohortOf(Set<UserId> members, Duration membershipSettleTime) {
    Map<UserId, Instant> now = new HashMap<>();
    members.forEach(user -> now.put(user, joined(user)));
    if (!now.equals(joined) || !membershipSettleTime.equals(settleTime)) {
      joined = now;
      settleTime = membershipSettleTime;
      cohort = Cohort.of(joined, settleTime);
    }
    return cohort;
  }

  /** Long-standing in one group is long-standing, whatever else the user joined. */
  private Instant joined(UserId user) {
    Instant earliest = Instant.MAX;
    for (Map<GroupId, Map<UserId, Instant>> groups : List.of(direct, other)) {
      for (Map<UserId, Instant> members : groups.values()) {
        Instant at = members.get(user);
        if (at != null && at.isBefore(earliest)) {
          earliest = at;
        }
      }
    }
    return earliest.equals(Instant.MAX) ? Instant.MIN : earliest;
  }

  private static void note(
      Map<GroupId, Map<UserId, Instant>> groups, GroupId group, Set<UserId> present, Instant now) {
    Map<UserId, Instant> before = groups.get(group);
    if (before != null && before.keySet().equals(present)) {
      return;
    }
    Map<UserId, Instant> after = new HashMap<>();
    present.forEach(
        user -> after.put(user, before == null ? Instant.MIN : before.getOrDefault(user, now)));
    groups.put(group, after);
  }
}
