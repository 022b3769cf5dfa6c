package dev.tokenprotection.core.evidence;

/** The sign-ins of each user in one scope, on the way to the sums over users. */
final class UserShares {
  private static final long MILLION = 1_000_000;

  private final int[] good;
  private final int[] bad;
  private final int[] unreadable;
  private long boundSignIns;
  private long selfRemediableSignIns;
  private long unboundSignIns;
  private long unreadableSignIns;

  UserShares(int users) {
    good = new int[users];
    bad = new int[users];
    unreadable = new int[users];
  }

  void addBound(int user, int count) {
    good[user] += count;
    boundSignIns += count;
  }

  void addSelfRemediable(int user, int count, Metric metric) {
    switch (metric) {
      case ALLOWED -> bad[user] += count;
      case ENFORCEABLE -> good[user] += count;
    }
    selfRemediableSignIns += count;
  }

  void addUnbound(int user, int count) {
    bad[user] += count;
    unboundSignIns += count;
  }

  void addUnreadable(int user, int count) {
    unreadable[user] += count;
    unreadableSignIns += count;
  }

  /** Whether the user has a sign-in. */
  boolean has(int user) {
    return good[user] + bad[user] + unreadable[user] > 0;
  }

  Counts counts() {
    long users = 0;
    long goodMicros = 0;
    long badMicros = 0;
    for (int user = 0; user < good.length; user++) {
      long all = (long) good[user] + bad[user] + unreadable[user];
      if (all > 0) {
        users++;
        goodMicros += MILLION * good[user] / all;
        badMicros += MILLION * bad[user] / all;
      }
    }
    return new Counts(
        boundSignIns,
        selfRemediableSignIns,
        unboundSignIns,
        unreadableSignIns,
        users,
        goodMicros,
        badMicros);
  }
}
