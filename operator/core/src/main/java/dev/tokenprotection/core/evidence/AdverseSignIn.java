package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;

/**
 * What is kept of a sign-in that is not bound, as one number, so that equal ones are counted
 * together.
 *
 * @param user the user's ordinal
 * @param applications see {@link ApplicationBits}
 * @param outcome see {@link OutcomeBits}
 */
record AdverseSignIn(int user, int applications, int outcome) {
  static AdverseSignIn of(SignIn signIn) {
    return new AdverseSignIn(
        signIn.user(), signIn.applications(), OutcomeBits.of(signIn.outcome()));
  }

  static AdverseSignIn unpack(long packed) {
    long rest = packed - 1;
    int outcome = (int) (rest & mask(OutcomeBits.WIDTH));
    rest >>>= OutcomeBits.WIDTH;
    int applications = (int) (rest & mask(ApplicationBits.WIDTH));
    return new AdverseSignIn((int) (rest >>> ApplicationBits.WIDTH), applications, outcome);
  }

  /** A positive number, different for different values. */
  long packed() {
    long packed = (long) user << ApplicationBits.WIDTH | applications;
    return (packed << OutcomeBits.WIDTH | outcome) + 1;
  }

  RowClass outcomeClass() {
    return OutcomeBits.outcome(outcome);
  }

  boolean isFor(Application application) {
    return ApplicationBits.contains(applications, application);
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
