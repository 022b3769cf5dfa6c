package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The users whose sign-ins are the evidence of a stage, each with the time from which his sign-ins
 * count.
 */
public final class Cohort {
  private final Map<UserId, Instant> countedFrom;

  private Cohort(Map<UserId, Instant> countedFrom) {
    this.countedFrom = Map.copyOf(countedFrom);
  }

  /** A cohort of long-standing members, who count from the start of the evidence. */
  public static Cohort settled(Collection<UserId> members) {
    return new Cohort(
        members.stream().distinct().collect(Collectors.toMap(id -> id, id -> Instant.MIN)));
  }

  /**
   * A cohort with new members.
   *
   * @param joined each member and when he joined; {@link Instant#MIN} for long-standing members
   * @param settleTime how long a membership takes to become effective everywhere
   *     (settleTime.membership)
   */
  public static Cohort of(Map<UserId, Instant> joined, Duration settleTime) {
    Map<UserId, Instant> from = new HashMap<>();
    joined.forEach((user, at) -> from.put(user, at.equals(Instant.MIN) ? at : at.plus(settleTime)));
    return new Cohort(from);
  }

  /** The number of members. */
  public int size() {
    return countedFrom.size();
  }

  /** The members. */
  public Set<UserId> members() {
    return countedFrom.keySet();
  }

  /** From when this user's sign-ins count; empty if he is not a member. */
  public Optional<Instant> countedFrom(UserId user) {
    return Optional.ofNullable(countedFrom.get(user));
  }
}
