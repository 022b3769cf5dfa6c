package dev.tokenprotection.core.gate;

/** What the measured ratio is a ratio of. The bounds count users, whatever this says. */
public enum RatioUnit {
  /** The mean of the users' own ratios. */
  USERS,
  /** Of all sign-ins the good ones. */
  SIGN_INS
}
