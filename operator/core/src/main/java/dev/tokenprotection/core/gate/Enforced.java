package dev.tokenprotection.core.gate;

import java.util.Collections;
import java.util.Set;

/** On how many of the users whom a gate judges the stages reached so far enforce anything. */
public enum Enforced {
  NOBODY,
  SOME,
  ALL;

  /**
   * Compares whom the gate judges with whom stages enforce.
   *
   * @param judged never empty
   */
  public static <T> Enforced of(Set<T> judged, Set<T> enforced) {
    if (Collections.disjoint(judged, enforced)) {
      return NOBODY;
    }
    return enforced.containsAll(judged) ? ALL : SOME;
  }
}
