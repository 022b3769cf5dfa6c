package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Gives each member of the cohort a small number, so that counts of many users fit into arrays. A
 * user who left and came back gets a new number: what he did before does not count any more.
 *
 * <p>The ids are those of the cohort, which the caller holds anyway; a user takes about ten bytes
 * more.
 */
final class UserTable {
  /** The ordinal of whoever is not a member. */
  static final int NOBODY = OrdinalIndex.ABSENT;

  private UserId[] users = new UserId[0];
  private Cohort cohort = Cohort.settled(List.of());
  private OrdinalIndex ordinals = new OrdinalIndex(0);
  private final BitSet members = new BitSet();

  /** Makes the members of this cohort, and nobody else, members. */
  void enrol(Cohort wanted) {
    BitSet stay = new BitSet();
    int next = users.length;
    UserId[] grown = Arrays.copyOf(users, next + wanted.size());
    for (UserId user : wanted.members()) {
      int known = ordinalOf(user);
      int ordinal = known == NOBODY ? next++ : known;
      grown[ordinal] = user;
      stay.set(ordinal);
    }
    users = Arrays.copyOf(grown, next);
    cohort = wanted;
    members.clear();
    members.or(stay);
    rebuild();
  }

  /** The number of this member, or {@link #NOBODY}. */
  int ordinalOf(UserId user) {
    return ordinals.find(user.hashCode(), ordinal -> users[ordinal].equals(user));
  }

  /** From when the sign-ins of the member with this number count. */
  Instant countedFrom(int ordinal) {
    return cohort.countedFrom(users[ordinal]).orElseThrow();
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
    ordinals = new OrdinalIndex(members.cardinality());
    members.stream().forEach(ordinal -> ordinals.put(users[ordinal].hashCode(), ordinal));
  }
}
