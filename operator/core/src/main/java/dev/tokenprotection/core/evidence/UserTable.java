package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Gives each member of the cohort a small number, so that counts of many users fit into arrays. A
 * user who left and came back gets a new number: what he did before does not count any more.
 *
 * <p>An open hash table over the ids that the cohort holds anyway: about 30 bytes a user.
 */
final class UserTable {
  /** The ordinal of whoever is not a member. */
  static final int NOBODY = -1;

  private UserId[] users = new UserId[0];
  private Instant[] countedFrom = new Instant[0];
  private int[] table = {NOBODY};
  private final BitSet members = new BitSet();

  /** Makes the members of this cohort, and nobody else, members. */
  void enrol(Cohort cohort) {
    BitSet stay = new BitSet();
    int next = users.length;
    UserId[] wanted = cohort.members().toArray(UserId[]::new);
    UserId[] grown = Arrays.copyOf(users, next + wanted.length);
    Instant[] from = Arrays.copyOf(countedFrom, next + wanted.length);
    for (UserId user : wanted) {
      int known = ordinalOf(user);
      int ordinal = known == NOBODY ? next++ : known;
      grown[ordinal] = user;
      from[ordinal] = cohort.countedFrom(user).orElseThrow();
      stay.set(ordinal);
    }
    users = Arrays.copyOf(grown, next);
    countedFrom = Arrays.copyOf(from, next);
    members.clear();
    members.or(stay);
    rebuild();
  }

  /** The number of this member, or {@link #NOBODY}. */
  int ordinalOf(UserId user) {
    for (int at = home(user); table[at] != NOBODY; at = (at + 1) & (table.length - 1)) {
      if (users[table[at]].equals(user)) {
        return table[at];
      }
    }
    return NOBODY;
  }

  /** From when this member's sign-ins count. */
  Instant countedFrom(int ordinal) {
    return countedFrom[ordinal];
  }

  /** Whether the user with this number is a member now. */
  boolean isMember(int ordinal) {
    return members.get(ordinal);
  }

  /** Above all numbers that were ever given. */
  int limit() {
    return users.length;
  }

  /** The number of members. */
  int size() {
    return members.cardinality();
  }

  private void rebuild() {
    table = new int[Integer.highestOneBit(Math.max(1, members.cardinality())) * 4];
    Arrays.fill(table, NOBODY);
    for (int ordinal = members.nextSetBit(0);
        ordinal >= 0;
        ordinal = members.nextSetBit(ordinal + 1)) {
      int at = home(users[ordinal]);
      while (table[at] != NOBODY) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = ordinal;
    }
  }

  private int home(UserId user) {
    int hash = user.hashCode();
    return (hash ^ (hash >>> 15)) & (table.length - 1);
  }
}
