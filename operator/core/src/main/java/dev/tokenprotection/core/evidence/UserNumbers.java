package dev.tokenprotection.core.evidence;

import java.util.Arrays;

/** One number, never negative, for each of many users: four bytes a user. */
final class UserNumbers {
  /** What a user has for whom none was kept. */
  static final int NONE = -1;

  private int[] numbers;

  /**
   * @param users how many users are expected; there may be more
   */
  UserNumbers(int users) {
    numbers = new int[users];
    Arrays.fill(numbers, NONE);
  }

  /** Keeps the larger of the user's number and this one. */
  void keepLargest(int user, int number) {
    reserve(user);
    numbers[user] = Math.max(numbers[user], number);
  }

  /** Keeps the smaller of the user's number and this one. */
  void keepSmallest(int user, int number) {
    reserve(user);
    numbers[user] = numbers[user] == NONE ? number : Math.min(numbers[user], number);
  }

  /** The user's number, or {@link #NONE}. */
  int of(int user) {
    return user < numbers.length ? numbers[user] : NONE;
  }

  private void reserve(int user) {
    if (user >= numbers.length) {
      int before = numbers.length;
      numbers = Arrays.copyOf(numbers, Math.max(user + 1, before + before / 4));
      Arrays.fill(numbers, before, numbers.length, NONE);
    }
  }
}
