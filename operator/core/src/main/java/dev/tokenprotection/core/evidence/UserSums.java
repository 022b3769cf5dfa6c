package dev.tokenprotection.core.evidence;

/**
 * The sign-ins of each user in each scope, on the way to the sums over users. A cell is a user's
 * ordinal times the number of scopes plus the scope: 0 for all, then one for each application.
 */
final class UserSums {
  private static final long MILLION = 1_000_000;

  private final UserTable users;
  private final int scopes;
  private final int[] bound;
  private final int[] selfRemediable;
  private final int[] unbound;
  private final int[] unreadable;

  UserSums(UserTable users, int scopes) {
    int cells = users.limit() * scopes;
    this.users = users;
    this.scopes = scopes;
    this.bound = new int[cells];
    this.selfRemediable = new int[cells];
    this.unbound = new int[cells];
    this.unreadable = new int[cells];
  }

  void addBound(DenseCounts counts) {
    counts.addTo(bound);
  }

  void addSelfRemediable(int user, int scope, int count) {
    selfRemediable[user * scopes + scope] += count;
  }

  void addUnbound(int user, int scope, int count) {
    unbound[user * scopes + scope] += count;
  }

  void addUnreadable(int user, int scope, int count) {
    unreadable[user * scopes + scope] += count;
  }

  /** Whether the user has a counted sign-in. */
  boolean has(int user) {
    return signIns(user * scopes) > 0;
  }

  /** The counts of one scope, of those users who are members now. */
  Counts counts(int scope, Metric metric) {
    long boundSignIns = 0;
    long selfRemediableSignIns = 0;
    long unboundSignIns = 0;
    long unreadableSignIns = 0;
    long seen = 0;
    long goodMicros = 0;
    long badMicros = 0;
    for (int user = 0; user < users.limit(); user++) {
      int cell = user * scopes + scope;
      long all = signIns(cell);
      if (all > 0 && users.isMember(user)) {
        boundSignIns += bound[cell];
        selfRemediableSignIns += selfRemediable[cell];
        unboundSignIns += unbound[cell];
        unreadableSignIns += unreadable[cell];
        seen++;
        goodMicros += MILLION * good(cell, metric) / all;
        badMicros += MILLION * bad(cell, metric) / all;
      }
    }
    return new Counts(
        boundSignIns,
        selfRemediableSignIns,
        unboundSignIns,
        unreadableSignIns,
        seen,
        goodMicros,
        badMicros);
  }

  private long signIns(int cell) {
    return (long) bound[cell] + selfRemediable[cell] + unbound[cell] + unreadable[cell];
  }

  private long good(int cell, Metric metric) {
    return switch (metric) {
      case ALLOWED -> bound[cell];
      case ENFORCEABLE -> (long) bound[cell] + selfRemediable[cell];
    };
  }

  private long bad(int cell, Metric metric) {
    return switch (metric) {
      case ALLOWED -> (long) unbound[cell] + selfRemediable[cell];
      case ENFORCEABLE -> unbound[cell];
    };
  }
}
