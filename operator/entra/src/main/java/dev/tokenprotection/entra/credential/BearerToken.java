package dev.tokenprotection.entra.credential;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An access token for Graph, and since when it is held. Its claims are read for messages and
 * checks, never for a decision about access, which is the service's.
 */
public final class BearerToken {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AccessToken token;
  private final Instant obtainedAt;
  private final Optional<JsonNode> claims;

  BearerToken(AccessToken token, Instant obtainedAt) {
    this.token = token;
    this.obtainedAt = obtainedAt;
    this.claims = claimsOf(token.getToken());
  }

  AccessToken token() {
    return token;
  }

  Instant obtainedAt() {
    return obtainedAt;
  }

  /** The granted app permissions; empty when the token can't be read. */
  public Optional<Set<String>> roles() {
    return claims.map(
        payload -> {
          Set<String> roles = new TreeSet<>();
          payload.path("roles").forEach(role -> roles.add(role.asText()));
          return roles;
        });
  }

  /** The object id of the application's service principal; empty when the token does not say. */
  public Optional<String> servicePrincipalId() {
    return claims
        .map(payload -> payload.path("oid").asText(""))
        .filter(objectId -> !objectId.isEmpty());
  }

  private static Optional<JsonNode> claimsOf(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode payload = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return Optional.ofNullable(payload).filter(JsonNode::isObject);
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "BearerToken[since " + obtainedAt + "]";
  }
}
