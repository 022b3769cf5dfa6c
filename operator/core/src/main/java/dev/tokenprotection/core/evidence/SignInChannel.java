package dev.tokenprotection.core.evidence;

/**
 * The two halves of the log, which are read apart and arrive with different delays. Source:
 * Microsoft Graph beta, "signIn resource type", signInEventTypes.
 */
public enum SignInChannel {
  INTERACTIVE,
  NON_INTERACTIVE
}
