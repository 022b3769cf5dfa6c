package dev.tokenprotection.core.evidence;

/**
 * The counted sign-ins of one scope (all applications, or one) over one span of time.
 *
 * <p>The sums over users are in millionths and exact, so they do not depend on the order of rows or
 * on who computed them: of each user with <i>t</i> counted sign-ins, ⌊10⁶·good/t⌋ and ⌊10⁶·bad/t⌋.
 * A sign-in that could not be read is part of <i>t</i> and neither good nor bad.
 *
 * @param bound bound sign-ins
 * @param selfRemediable unbound sign-ins that users mend themselves once the policy is enforced
 * @param unbound all other unbound sign-ins
 * @param unreadable sign-ins that should tell and do not
 * @param users users with at least one of these sign-ins
 * @param goodMicros sum of the users' good shares; good is bound, and self-remediable with {@link
 *     Metric#ENFORCEABLE}
 * @param badMicros sum of the users' bad shares
 */
public record Counts(
    long bound,
    long selfRemediable,
    long unbound,
    long unreadable,
    long users,
    long goodMicros,
    long badMicros) {

  /** No sign-ins. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  /** All counted sign-ins, whatever they say. */
  public long signIns() {
    return bound + selfRemediable + unbound + unreadable;
  }

  /** The sign-ins that count as good under a metric. */
  public long good(Metric metric) {
    return switch (metric) {
      case ALLOWED -> bound;
      case ENFORCEABLE -> bound + selfRemediable;
    };
  }

  /** The sign-ins that count as bad under a metric. */
  public long bad(Metric metric) {
    return switch (metric) {
      case ALLOWED -> unbound + selfRemediable;
      case ENFORCEABLE -> unbound;
    };
  }
}
