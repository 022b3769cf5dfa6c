package dev.tokenprotection.core.evidence;

/**
 * The member tokenProtectionStatusDetails of a row, which only the beta endpoint has. Source:
 * Microsoft Graph beta, "tokenProtectionStatusDetails resource type".
 */
public sealed interface BindingDetails {

  /** The member is missing or null: not collected, which never means bound. */
  record Missing() implements BindingDetails {}

  /**
   * What the service said about the token that was used to sign in.
   *
   * @param status signInSessionStatus
   * @param code signInSessionStatusCode; 0 when there is no code
   */
  record Reported(BindingStatus status, int code) implements BindingDetails {}
}
