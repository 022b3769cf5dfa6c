package dev.tokenprotection.simulator.population;

/** What kind of account somebody has. */
public enum PersonKind {
  MEMBER,
  /** Invited from another tenant (B2B collaboration). */
  GUEST,
  /** A user account that programs sign in with, day and night. */
  SERVICE_ACCOUNT,
  /** An emergency account: cloud-only, and nobody signs in with it. */
  BREAK_GLASS
}
