package dev.tokenprotection.core.evidence;

/**
 * How much of a cohort was seen.
 *
 * @param seen members with at least one counted sign-in
 * @param active members with any sign-in on the profile's platforms that was not set aside, and all
 *     members whose membership has not settled yet
 * @param members members of the cohort, whether they signed in or not
 */
public record Coverage(long seen, long active, long members) {
  public Coverage {
    if (seen > active || active > members) {
      throw new IllegalArgumentException(
          "seen " + seen + ", active " + active + " and members " + members + " are out of order");
    }
  }
}
