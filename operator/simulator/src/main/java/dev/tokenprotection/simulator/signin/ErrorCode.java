package dev.tokenprotection.simulator.signin;

/**
 * How a request ended. Source: Microsoft identity platform, "Microsoft Entra authentication and
 * authorization error codes".
 */
enum ErrorCode {
  NONE(0, "Other."),
  SESSION_NOT_SUFFICIENT(50058, "Session information is not sufficient for single-sign-on."),
  STRONG_AUTHENTICATION_REQUIRED(50074, "Strong Authentication is required."),
  MULTI_FACTOR_REQUIRED(
      50076,
      "Due to a configuration change made by your administrator, or because you moved to a new"
          + " location, you must use multi-factor authentication to access the resource."),
  DEVICE_AUTHENTICATION_REQUIRED(
      50097,
      "Device Authentication Required - DeviceId -DeviceAltSecId claims are null OR no device"
          + " corresponding to the device identifier exists."),
  INVALID_CREDENTIALS(50126, "Error validating credentials due to invalid username or password."),
  KEEP_ME_SIGNED_IN(
      50140,
      "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in."),
  BLOCKED(
      53003,
      "Access has been blocked by Conditional Access policies. The access policy does not allow"
          + " token issuance."),
  BLOCKED_BY_TOKEN_PROTECTION(
      530084,
      "Access has been blocked by conditional access token protection policy configured by this"
          + " organization.");

  private final int number;
  private final String failureReason;

  ErrorCode(int number, String failureReason) {
    this.number = number;
    this.failureReason = failureReason;
  }

  int number() {
    return number;
  }

  String failureReason() {
    return failureReason;
  }
}
