package dev.tokenprotection.simulator.signin;

/** What the sign-in log has to say. */
public enum Telemetry {
  /** Complete beta rows. */
  FULL,
  /** Nothing: people sign in, and no row ever comes. */
  NONE,
  /**
   * Rows in which all that only Graph beta knows of token protection is null, and audiences are
   * plain strings, as a reader of v1.0 would see them.
   */
  WITHOUT_DETAILS
}
