package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.util.Set;

/** A set of applications as one small number. */
final class ApplicationBits {
  /** Room for the applications there are, and some more. */
  static final int WIDTH = 8;

  private ApplicationBits() {}

  static int of(Set<Application> applications) {
    int bits = 0;
    for (Application application : applications) {
      bits |= bit(application);
    }
    return bits;
  }

  static boolean contains(int bits, Application application) {
    return (bits & bit(application)) != 0;
  }

  private static int bit(Application application) {
    return 1 << application.ordinal();
  }
}
