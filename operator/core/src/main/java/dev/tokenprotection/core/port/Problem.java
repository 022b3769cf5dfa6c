package dev.tokenprotection.core.port;

/**
 * Why a call failed, for a person.
 *
 * @param cause what kind of failure it is; decisions and conditions go by it
 * @param attempted what was tried and on what, such as {@code create the policy "Enable Token
 *     Protection (Pilot)"}
 * @param answer what came back, such as {@code 403 Authorization_RequestDenied, request 7a51…}; no
 *     token, no secret
 * @param remedy what a person can do, one sentence
 * @param effect whether a write may have taken place all the same
 */
public record Problem(Cause cause, String attempted, String answer, String remedy, Effect effect) {
  /** The kinds of failure that a user can tell apart and mend. */
  public enum Cause {
    /** The directory (tenant) does not exist in this cloud. */
    TENANT_UNKNOWN,
    /** The application is not registered in the tenant. */
    APPLICATION_UNKNOWN,
    /** The client secret is wrong. */
    SECRET_INVALID,
    /** The client secret or certificate has expired. */
    SECRET_EXPIRED,
    /** The federated credential does not match the token that was presented. */
    FEDERATION_MISMATCH,
    /** The credential could not be read or used at all. */
    CREDENTIAL_UNUSABLE,
    /** The application lacks a permission. */
    PERMISSION_MISSING,
    /** The tenant lacks a licence. */
    LICENCE_MISSING,
    /** A covered resource has no service principal in the tenant. */
    SERVICE_PRINCIPAL_MISSING,
    /** Security defaults are on. */
    SECURITY_DEFAULTS_ENABLED,
    /** The tenant has as many policies as it may have. */
    POLICY_LIMIT_REACHED,
    /** The group refuses to be changed by an application. */
    GROUP_PROTECTED,
    /** What was asked for does not exist. */
    NOT_FOUND,
    /** A name matches more than one object. */
    AMBIGUOUS,
    /** The request was refused as malformed. */
    REFUSED,
    /** The host is not one that this installation may talk to. */
    ENDPOINT_NOT_ALLOWED,
    /** No answer, or not a whole one. */
    UNREACHABLE,
    /** The service failed. */
    SERVER_ERROR,
    /** Too many requests. */
    THROTTLED,
    /** The answer was not what the service documents. */
    UNREADABLE_ANSWER
  }

  /** Whether a write took place. */
  public enum Effect {
    /** Nothing was written. */
    NONE,
    /** It can't be told: the request left, its answer did not come. */
    UNKNOWN
  }

  /** A failure that wrote nothing. */
  public static Problem withoutEffect(Cause cause, String attempted, String answer, String remedy) {
    return new Problem(cause, attempted, answer, remedy, Effect.NONE);
  }

  /** One sentence: what was tried, what came back, what to do. */
  public String sentence() {
    return "Could not " + attempted + ": " + answer + ". " + remedy;
  }
}
