package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.UserId;

/** Who signed in. Source: Microsoft Graph beta, "signIn resource type", userId and userType. */
public sealed interface SignInUser {

  /** A user of the tenant itself. */
  record Member(UserId id) implements SignInUser {}

  /** A user of another tenant. */
  record Guest(UserId id) implements SignInUser {}

  /** The row has no user id, or the zero id: nobody to count it for. */
  record Unidentified() implements SignInUser {}
}
