package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.util.Set;

/**
 * What is kept of a sign-in that is not bound, as one number, so that equal ones are counted
 * together.
 *
 * @param user the user's ordinal
 * @param applications bit set by {@link Application#ordinal()}
 * @param outcome the unbound code, or one above {@link #UNREADABLE} for an unreadable one
 * @param client the client's number, see {@link ClientNames}
 */
record AdverseSignIn(int user, int applications, int outcome, int client) {
  private static final int APPLICATION_BITS = 8;
  private static final int OUTCOME_BITS = 16;
  private static final int CLIENT_BITS = 13;
  private static final int UNREADABLE = 0xff00;

  static AdverseSignIn unbound(int user, Set<Application> applications, int code, int client) {
    int known = code < 0 || code >= UNREADABLE ? 0 : code;
    return new AdverseSignIn(user, bits(applications), known, client);
  }

  static AdverseSignIn unreadable(
      int user, Set<Application> applications, UnreadableReason reason, int client) {
    return new AdverseSignIn(user, bits(applications), UNREADABLE + reason.ordinal(), client);
  }

  static AdverseSignIn unpack(long packed) {
    long rest = packed - 1;
    int client = (int) (rest & mask(CLIENT_BITS));
    rest >>>= CLIENT_BITS;
    int outcome = (int) (rest & mask(OUTCOME_BITS));
    rest >>>= OUTCOME_BITS;
    int applications = (int) (rest & mask(APPLICATION_BITS));
    return new AdverseSignIn((int) (rest >>> APPLICATION_BITS), applications, outcome, client);
  }

  /** A positive number, different for different values. */
  long packed() {
    long packed = user;
    packed = packed << APPLICATION_BITS | applications;
    packed = packed << OUTCOME_BITS | outcome;
    return (packed << CLIENT_BITS | client) + 1;
  }

  RowClass outcomeClass() {
    return outcome >= UNREADABLE
        ? new RowClass.Unreadable(UnreadableReason.values()[outcome - UNREADABLE])
        : new RowClass.Unbound(outcome);
  }

  boolean isFor(Application application) {
    return (applications & 1 << application.ordinal()) != 0;
  }

  private static int bits(Set<Application> applications) {
    return applications.stream().mapToInt(application -> 1 << application.ordinal()).sum();
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
