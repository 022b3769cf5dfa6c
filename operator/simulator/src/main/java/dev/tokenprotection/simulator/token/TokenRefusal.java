package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Why no token was given. Source: Microsoft identity platform, "Microsoft Entra authentication and
 * authorization error codes".
 */
final class TokenRefusal extends RuntimeException {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final int status;
  private final String error;
  private final int code;
  private final String text;

  private TokenRefusal(int status, String error, int code, String text) {
    super("AADSTS" + code + ": " + text);
    this.status = status;
    this.error = error;
    this.code = code;
    this.text = text;
  }

  static TokenRefusal noSuchTenant(String tenant) {
    return new TokenRefusal(
        400,
        "invalid_request",
        90002,
        "Tenant '"
            + tenant
            + "' not found. Check to make sure you have the correct tenant ID and are signing into"
            + " the correct cloud. Check with your subscription administrator, this may happen if"
            + " there are no active subscriptions for the tenant.");
  }

  static TokenRefusal noSuchApp(String clientId, String directory) {
    return new TokenRefusal(
        400,
        "unauthorized_client",
        700016,
        "Application with identifier '"
            + clientId
            + "' was not found in the directory '"
            + directory
            + "'. This can happen if the application has not been installed by the administrator"
            + " of the tenant or consented to by any user in the tenant. You may have sent your"
            + " authentication request to the wrong tenant.");
  }

  static TokenRefusal wrongSecret(String clientId) {
    return new TokenRefusal(
        401,
        "invalid_client",
        7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client"
            + " secret value, not the client secret ID, for a secret added to app '"
            + clientId
            + "'.");
  }

  static TokenRefusal expiredSecret(String clientId) {
    return new TokenRefusal(
        401,
        "invalid_client",
        7000222,
        "The provided client secret keys for app '"
            + clientId
            + "' are expired. Create new keys for your app, or consider using certificate"
            + " credentials for added security.");
  }

  static TokenRefusal noCredential() {
    return new TokenRefusal(
        401,
        "invalid_client",
        7000218,
        "The request body must contain the following parameter: 'client_assertion' or"
            + " 'client_secret'.");
  }

  static TokenRefusal unknownCertificate(String clientId) {
    return new TokenRefusal(
        401,
        "invalid_client",
        700027,
        "The certificate with identifier used to sign the client assertion is not registered on"
            + " application. Application '"
            + clientId
            + "'.");
  }

  static TokenRefusal badSignature(String clientId) {
    return new TokenRefusal(
        401,
        "invalid_client",
        700027,
        "Client assertion failed signature validation. Application '" + clientId + "'.");
  }

  static TokenRefusal malformedAssertion() {
    return new TokenRefusal(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
  }

  static TokenRefusal wrongAssertionAudience(String audience) {
    return new TokenRefusal(
        401,
        "invalid_client",
        700023,
        "Client assertion audience claim does not match Realm issuer. Audience: '"
            + audience
            + "'.");
  }

  static TokenRefusal assertionOutOfTime() {
    return new TokenRefusal(
        401, "invalid_client", 700024, "Client assertion is not within its valid time range.");
  }

  static TokenRefusal noFederationForIssuer(String issuer) {
    return noFederation(700211, "issuer", issuer);
  }

  static TokenRefusal noFederationForAudience(String audience) {
    return noFederation(700212, "audience", audience);
  }

  static TokenRefusal noFederationForSubject(String subject) {
    return noFederation(700213, "subject", subject);
  }

  static TokenRefusal badScope(String scope) {
    return new TokenRefusal(
        400,
        "invalid_scope",
        1002012,
        "The provided value for scope "
            + scope
            + " is not valid. Client credential flows must have a scope value with /.default"
            + " suffixed to the resource identifier (application ID URI).");
  }

  static TokenRefusal badGrant(String grantType) {
    return new TokenRefusal(
        400,
        "unsupported_grant_type",
        70003,
        "The app requested an unsupported grant type '" + grantType + "'.");
  }

  private static TokenRefusal noFederation(int code, String claim, String value) {
    return new TokenRefusal(
        401,
        "invalid_client",
        code,
        "No matching federated identity record found for presented assertion "
            + claim
            + " '"
            + value
            + "'. Check your federated identity credential Subject, Audience and Issuer against"
            + " the presented assertion.");
  }

  WireResponse response(String origin, String correlationId, Instant now) {
    String trace = UUID.randomUUID().toString();
    String timestamp = TIMESTAMP.format(now);
    ObjectNode body = Json.object();
    body.put("error", error);
    body.put(
        "error_description",
        ("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s")
            .formatted(code, text, trace, correlationId, timestamp));
    body.putArray("error_codes").add(code);
    body.put("timestamp", timestamp).put("trace_id", trace);
    body.put("correlation_id", correlationId).put("error_uri", origin + "/error?code=" + code);
    return WireResponse.json(status, body).withHeader("x-ms-request-id", trace);
  }
}
