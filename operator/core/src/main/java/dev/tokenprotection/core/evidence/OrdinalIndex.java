package dev.tokenprotection.core.evidence;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Finds small numbers by keys that lie elsewhere: an open hash table of at most three quarters
 * full, thus little more than five bytes a number.
 */
final class OrdinalIndex {
  /** What is found where no number was put. */
  static final int ABSENT = -1;

  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final int[] table;

  /**
   * @param most how many numbers will be put at most
   */
  OrdinalIndex(int most) {
    table = new int[most + most / 3 + 1];
    Arrays.fill(table, ABSENT);
  }

  /**
   * The number that was put with this hash and is the one that is looked for, or {@link #ABSENT}.
   */
  int find(int hash, IntPredicate isLookedFor) {
    int at = home(hash);
    while (table[at] != ABSENT && !isLookedFor.test(table[at])) {
      at = next(at);
    }
    return table[at];
  }

  /** Puts a number, not negative, that is not there yet. */
  void put(int hash, int number) {
    int at = home(hash);
    while (table[at] != ABSENT) {
      at = next(at);
    }
    table[at] = number;
  }

  /** Spreads hashes over a table of any length, so that none need be a power of two. */
  private int home(int hash) {
    return (int) (Integer.toUnsignedLong(hash * GOLDEN_RATIO) * table.length >>> Integer.SIZE);
  }

  private int next(int at) {
    return at + 1 == table.length ? 0 : at + 1;
  }
}
