package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An answer with an error. Source: Graph, "Microsoft Graph error responses and resource types";
 * texts as public issue threads quote them.
 */
final class GraphRefusal extends RuntimeException {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final int status;
  private final String code;
  private final String text;
  private final String innerText;
  private final Duration retryAfter;

  private GraphRefusal(int status, String code, String text, String innerText, Duration after) {
    super(status + " " + code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
    this.innerText = innerText;
    this.retryAfter = after;
  }

  static GraphRefusal of(int status, String code, String text) {
    return new GraphRefusal(status, code, text, null, null);
  }

  static GraphRefusal badRequest(String text) {
    return of(400, "BadRequest", text);
  }

  /** What the directory answers to a bad request. */
  static GraphRefusal directoryBadRequest(String text) {
    return of(400, "Request_BadRequest", text);
  }

  static GraphRefusal noSuchObject(String id) {
    return of(
        404,
        "Request_ResourceNotFound",
        "Resource '"
            + id
            + "' does not exist or one of its queried reference-property objects are not"
            + " present.");
  }

  static GraphRefusal noSuchSegment(String segment) {
    return badRequest("Resource not found for the segment '" + segment + "'.");
  }

  static GraphRefusal unauthenticated(String reason) {
    return of(401, "InvalidAuthenticationToken", reason);
  }

  static GraphRefusal insufficientPrivileges() {
    return of(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }

  static GraphRefusal notLicensed() {
    return of(403, "AccessDenied", "Your tenant is not licensed for this feature.");
  }

  /** Without {@code Retry-After}. */
  static GraphRefusal throttled() {
    return of(429, "TooManyRequests", "Too Many Requests");
  }

  static GraphRefusal throttled(Duration retryAfter) {
    return new GraphRefusal(
        429,
        "TooManyRequests",
        "This request is throttled. Please try again after the value specified in the Retry-After"
            + " header.",
        null,
        retryAfter);
  }

  /** The same refusal with a general text, its own text one level down. */
  GraphRefusal withTextInInnerError() {
    return new GraphRefusal(
        status,
        code,
        "The server could not process the request because it is malformed or incorrect.",
        text,
        retryAfter);
  }

  WireResponse response(String requestId, String clientRequestId, Instant now) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error").put("code", code).put("message", text);
    ObjectNode inner = error.putObject("innerError");
    Optional.ofNullable(innerText).ifPresent(message -> inner.put("message", message));
    inner
        .put("date", DATE.format(now))
        .put("request-id", requestId)
        .put("client-request-id", clientRequestId);
    WireResponse response = WireResponse.json(status, body);
    if (retryAfter != null) {
      long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
      response = response.withHeader("Retry-After", Long.toString(seconds));
    }
    return status == 401
        ? response.withHeader(
            "WWW-Authenticate",
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/"
                + "oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"")
        : response;
  }
}
