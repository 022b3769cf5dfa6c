package dev.tokenprotection.core.evidence;

/**
 * The sign-ins with one client.
 *
 * @param client the client
 * @param bound bound sign-ins
 * @param unbound unbound sign-ins, self-remediable ones too
 * @param unreadable sign-ins that should tell and do not
 * @param withoutBroker the unbound ones with code 1008
 * @param usersWithoutBroker users who had one of those
 */
public record ClientCounts(
    ClientApplication client,
    long bound,
    long unbound,
    long unreadable,
    long withoutBroker,
    long usersWithoutBroker) {

  /** Of a hundred sign-ins, from how many on a client counts as one without the broker. */
  static final int NEARLY_ALL_PERCENT = 90;

  /** All counted sign-ins. */
  public long signIns() {
    return bound + unbound + unreadable;
  }

  /**
   * Whether (nearly) all of its sign-ins are unbound because it does not use the broker: enforcing
   * would lock its users out of it, however well their other clients do.
   */
  public boolean lacksBroker() {
    return withoutBroker > 0 && withoutBroker * 100 >= signIns() * NEARLY_ALL_PERCENT;
  }
}
