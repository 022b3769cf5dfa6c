package dev.tokenprotection.core.gate;

/** What an application without any sign-ins means when applications are judged one by one. */
public enum SilentApplications {
  HOLD,
  IGNORE
}
