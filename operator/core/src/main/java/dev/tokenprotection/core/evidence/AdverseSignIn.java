package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;

/**
 * What is kept of a sign-in that is not bound, as one number, so that equal ones are counted
 * together.
 *
 * @param user the user's ordinal
 * @param applications see {@link ApplicationBits}
 * @param outcome the unbound code, or one above {@link #UNREADABLE} for an unreadable one
 */
record AdverseSignIn(int user, int applications, int outcome) {
  private static final int OUTCOME_BITS = 16;
  private static final int UNREADABLE = 0xff00;

  static AdverseSignIn unbound(int user, int applications, int code) {
    int known = code < 0 || code >= UNREADABLE ? 0 : code;
    return new AdverseSignIn(user, applications, known);
  }

  static AdverseSignIn unreadable(int user, int applications, UnreadableReason reason) {
    return new AdverseSignIn(user, applications, UNREADABLE + reason.ordinal());
  }

  static AdverseSignIn unpack(long packed) {
    long rest = packed - 1;
    int outcome = (int) (rest & mask(OUTCOME_BITS));
    rest >>>= OUTCOME_BITS;
    int applications = (int) (rest & mask(ApplicationBits.WIDTH));
    return new AdverseSignIn((int) (rest >>> ApplicationBits.WIDTH), applications, outcome);
  }

  /** A positive number, different for different values. */
  long packed() {
    long packed = (long) user << ApplicationBits.WIDTH | applications;
    return (packed << OUTCOME_BITS | outcome) + 1;
  }

  RowClass outcomeClass() {
    return outcome >= UNREADABLE
        ? new RowClass.Unreadable(UnreadableReason.values()[outcome - UNREADABLE])
        : new RowClass.Unbound(outcome);
  }

  boolean isFor(Application application) {
    return ApplicationBits.contains(applications, application);
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
