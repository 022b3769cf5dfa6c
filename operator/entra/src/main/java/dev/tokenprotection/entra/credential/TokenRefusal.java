package dev.tokenprotection.entra.credential;

import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.TenantConnection;
import java.util.Locale;
import java.util.Set;

/**
 * What a refusal of the token service means, by its code. Source: Microsoft identity platform,
 * "Microsoft Entra authentication and authorization error codes", section "AADSTS error codes".
 */
enum TokenRefusal {
  WRONG_SECRET(
      Cause.SECRET_INVALID,
      Set.of("7000215"),
      "Store the value of a valid client secret (not its id) of application %1$s."),
  EXPIRED_SECRET(
      Cause.SECRET_EXPIRED,
      Set.of("7000222"),
      "Create a new client secret for application %1$s and store its value."),
  EXPIRED_CERTIFICATE(
      Cause.SECRET_EXPIRED,
      Set.of("1000502", "7000277"),
      "Upload a certificate that is valid today to application %1$s and store it with its key."),
  UNKNOWN_CERTIFICATE(
      Cause.CREDENTIAL_UNUSABLE,
      Set.of("700027"),
      "Upload the certificate (without its key) to application %1$s."),
  ASSERTION_OUT_OF_TIME(
      Cause.CREDENTIAL_UNUSABLE,
      Set.of("700024"),
      "Set the clock of the machine that the operator runs on."),
  UNKNOWN_APPLICATION(
      Cause.APPLICATION_UNKNOWN,
      Set.of("700016", "7000229"),
      "Register application %1$s in tenant %2$s, or correct spec.clientId or spec.tenantId."),
  DISABLED_APPLICATION(
      Cause.APPLICATION_UNKNOWN,
      Set.of("7000112"),
      "Enable application %1$s in tenant %2$s again."),
  FEDERATION(
      Cause.FEDERATION_MISMATCH,
      Set.of("70021", "700211", "700212", "700213", "700214", "700222", "700223"),
      "Add a federated credential to application %1$s whose issuer, subject%3$s and audience equal"
          + " those of the token."),
  UNKNOWN_TENANT(
      Cause.TENANT_UNKNOWN,
      Set.of("90002", "900021", "900023"),
      "Correct spec.tenantId %2$s, or choose the cloud that the tenant is in (spec.cloud)."),
  OTHER(
      Cause.CREDENTIAL_UNUSABLE,
      Set.of(),
      "Look the code up at %4$s/error and mend the registration of application %1$s.");

  private final Cause cause;
  private final Set<String> codes;
  private final String remedy;

  TokenRefusal(Cause cause, Set<String> codes, String remedy) {
    this.cause = cause;
    this.codes = codes;
    this.remedy = remedy;
  }

  /**
   * The meaning of a refusal.
   *
   * @param code the digits after {@code AADSTS}
   * @param text the service's description, which for one code tells two meanings apart
   */
  static TokenRefusal of(String code, String text) {
    for (TokenRefusal refusal : values()) {
      if (refusal.codes.contains(code)) {
        return refusal == UNKNOWN_CERTIFICATE && text.toLowerCase(Locale.ROOT).contains("expired")
            ? EXPIRED_CERTIFICATE
            : refusal;
      }
    }
    return OTHER;
  }

  Cause cause() {
    return cause;
  }

  /** What a person can do about it, one sentence. */
  String remedy(TenantConnection connection) {
    String subject =
        connection.credential() instanceof Credential.WorkloadIdentity workload
            ? " (" + workload.subject() + ")"
            : "";
    return remedy.formatted(
        connection.clientId(), connection.tenantId(), subject, connection.endpoints().login());
  }
}
