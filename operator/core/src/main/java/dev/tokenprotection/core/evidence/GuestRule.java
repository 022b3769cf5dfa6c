package dev.tokenprotection.core.evidence;

/** Whether sign-ins of guests count. */
public enum GuestRule {
  COUNTED,
  SET_ASIDE
}
