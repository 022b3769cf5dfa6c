package dev.tokenprotection.core.evidence;

import java.time.Instant;
import java.util.Arrays;

/**
 * One moment for each of many users, in whole seconds since an origin: four bytes a user. A latest
 * moment is rounded down, an earliest one up. A moment before the origin counts as the origin.
 */
final class UserTimes {
  private static final int NEVER = -1;
  private static final long NANOS_BELOW_A_SECOND = 999_999_999;

  private final long originSecond;
  private int[] seconds = new int[0];

  UserTimes(Instant origin) {
    this.originSecond = origin.getEpochSecond();
  }

  /** Keeps the later of the user's moment and this one. */
  void keepLatest(int user, Instant moment) {
    reserve(user);
    seconds[user] = Math.max(seconds[user], sinceOrigin(moment));
  }

  /** Keeps the earlier of the user's moment and this one. */
  void keepEarliest(int user, Instant moment) {
    reserve(user);
    int second = sinceOrigin(moment.plusNanos(NANOS_BELOW_A_SECOND));
    seconds[user] = seconds[user] == NEVER ? second : Math.min(seconds[user], second);
  }

  /** Whether the user has a moment. */
  boolean has(int user) {
    return user < seconds.length && seconds[user] != NEVER;
  }

  /** Whether the user has a moment, and it is not after this one. */
  boolean hasUpTo(int user, Instant moment) {
    return has(user) && seconds[user] <= sinceOrigin(moment);
  }

  /** The user's moment in seconds since the origin; negative if he has none. */
  int secondsOf(int user) {
    return user < seconds.length ? seconds[user] : NEVER;
  }

  private int sinceOrigin(Instant moment) {
    return (int) Math.clamp(moment.getEpochSecond() - originSecond, 0L, Integer.MAX_VALUE);
  }

  private void reserve(int user) {
    if (user >= seconds.length) {
      int before = seconds.length;
      seconds = Arrays.copyOf(seconds, Math.max(user + 1, before + before / 4));
      Arrays.fill(seconds, before, seconds.length, NEVER);
    }
  }
}
