package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Profile;
import java.util.Arrays;
import java.util.Optional;

/**
 * The known reasons of an unbound token. Source: Microsoft Graph beta,
 * "tokenProtectionStatusDetails resource type", signInSessionStatusCode; Microsoft Entra, "Token
 * Protection deployment guide".
 */
public enum UnboundCode {
  NO_DEVICE_STATE(1002, "the device is not registered", "join or register the device"),
  DEVICE_STATE_UNACCEPTABLE(
      1003,
      "the device is registered in an unsupported way, or without fresh credentials",
      "register the device again, or leave its type out with the device filter"),
  NOT_HARDWARE_BACKED(
      1004,
      "the registration is not backed by hardware",
      "register the device again with the Enterprise SSO plug-in"),
  UNSPECIFIED(
      1005, "no reason is given", "look at the requests with the same correlation id in the log"),
  OPERATING_SYSTEM_UNSUPPORTED(
      1006, "the operating system is too old", "upgrade the operating system"),
  NOT_REGISTERED_OWNER(
      1007,
      "the registration is not backed by hardware and belongs to another user",
      "register the device again as its owner"),
  CLIENT_WITHOUT_BROKER(
      1008, "the client does not use the broker (WAM)", "update or replace the application");

  private final int code;
  private final String meaning;
  private final String remedy;

  UnboundCode(int code, String meaning, String remedy) {
    this.code = code;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The number in the log. */
  public int code() {
    return code;
  }

  /** What it means, as the middle of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it, as the middle of a sentence. */
  public String remedy() {
    return remedy;
  }

  /** The reason with this number; empty for a number that is not documented. */
  public static Optional<UnboundCode> of(int code) {
    return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
  }

  /**
   * Whether the user mends it himself by signing in again once the policy is enforced: 1003 and
   * 1004 on macOS and iOS only, where the SSO plug-in registers the device anew.
   */
  public static boolean isSelfRemediable(int code, Profile profile) {
    return switch (profile) {
      case WINDOWS_NATIVE -> false;
      case APPLE_NATIVE ->
          code == DEVICE_STATE_UNACCEPTABLE.code || code == NOT_HARDWARE_BACKED.code;
    };
  }
}
