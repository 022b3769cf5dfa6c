package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Where the next page of sign-ins goes on; opaque to clients.
 *
 * @param createdAt of the last row of the page before
 * @param id of that row
 * @param issuedAt on the tenant's clock
 */
record SignInCursor(Instant createdAt, String id, Instant issuedAt) {
  static SignInCursor after(ObjectNode row, Instant now) {
    return new SignInCursor(createdAt(row), row.path("id").asText(), now);
  }

  static Instant createdAt(ObjectNode row) {
    return Instant.parse(row.path("createdDateTime").asText());
  }

  String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + issuedAt + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses what is no token of ours, and one that is too old. */
  static SignInCursor parse(String token, Instant now, Duration lifetime) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 3);
      if (parts.length == 3) {
        SignInCursor cursor =
            new SignInCursor(Instant.parse(parts[0]), parts[2], Instant.parse(parts[1]));
        if (!cursor.issuedAt.plus(lifetime).isBefore(now)) {
          return cursor;
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Refused below, with those that are well formed but too old.
    }
    throw GraphRefusal.badRequest("Skip token is null or expired.");
  }

  /** Whether a row comes behind the last one of the page before. */
  boolean isBefore(ObjectNode row, Order order) {
    int byTime = createdAt(row).compareTo(createdAt);
    int comparison = byTime == 0 ? row.path("id").asText().compareTo(id) : byTime;
    return switch (order) {
      case NEWEST_FIRST -> comparison < 0;
      case OLDEST_FIRST -> comparison > 0;
    };
  }
}
