package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sign-ins that a rollout's enforced policies really blocked, for the breaker. They count as
 * their rows arrive: without settle time, floor or cohort. Not safe for use by several threads.
 *
 * <p>Spans are counted in whole minutes, so that a user who tries again and again takes little
 * room.
 */
public final class BlockedSignIns {

  /** Blocked by token protection; 53003, the code of any policy, before May 2025. */
  public static final Set<Integer> CODES = Set.of(530084, 53003);

  private record Blocked(UserId user, Instant minute) {}

  private final Set<PolicyId> enforcedPolicies;

  /** The last moment of each minute in which a user was blocked. */
  private final Map<Blocked, Instant> sightings = new HashMap<>();

  private Instant countedFrom = Instant.MIN;

  /**
   * @param enforcedPolicies the enabled policies of the rollout: one, unless somebody made another
   */
  public BlockedSignIns(Set<PolicyId> enforcedPolicies) {
    this.enforcedPolicies = Set.copyOf(enforcedPolicies);
  }

  /** Takes a row of the log; a row that is read twice counts once. */
  public void add(SignInRow row) {
    if (!isBlocked(row)) {
      return;
    }
    switch (row.user()) {
      case SignInUser.Member(UserId id) -> add(id, row.createdDateTime());
      case SignInUser.Guest(UserId id) -> add(id, row.createdDateTime());
      case SignInUser.Unidentified() -> {}
    }
  }

  /** Forgets what happened before a moment, such as the last resume, for good. */
  public void forgetBefore(Instant moment) {
    if (moment.isAfter(countedFrom)) {
      countedFrom = moment;
      sightings.values().removeIf(last -> last.isBefore(moment));
    }
  }

  /**
   * The most users who were blocked within any span of this length. Rows arrive late, so the span
   * need not be the latest.
   */
  public int mostUsersWithin(Duration span) {
    List<Blocked> ordered =
        sightings.keySet().stream().sorted(Comparator.comparing(Blocked::minute)).toList();
    Map<UserId, Integer> inSpan = new HashMap<>();
    int most = 0;
    int oldest = 0;
    for (Blocked newest : ordered) {
      inSpan.merge(newest.user(), 1, Integer::sum);
      while (ordered.get(oldest).minute().isBefore(newest.minute().minus(span))) {
        inSpan.computeIfPresent(
            ordered.get(oldest).user(), (user, rows) -> rows == 1 ? null : rows - 1);
        oldest++;
      }
      most = Math.max(most, inSpan.size());
    }
    return most;
  }

  private void add(UserId user, Instant at) {
    if (!at.isBefore(countedFrom)) {
      Blocked blocked = new Blocked(user, at.truncatedTo(ChronoUnit.MINUTES));
      sightings.merge(blocked, at, (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  private boolean isBlocked(SignInRow row) {
    return CODES.contains(row.errorCode())
        && switch (row.policies()) {
          case AppliedPolicies.Missing() -> false;
          case AppliedPolicies.Listed(List<AppliedPolicy> entries) ->
              entries.stream()
                  .anyMatch(
                      entry ->
                          enforcedPolicies.contains(entry.id())
                              && entry.result() == PolicyResult.FAILURE);
        };
  }
}
