package dev.tokenprotection.simulator.tenant;

import java.time.Instant;

/**
 * A password credential of an app registration.
 *
 * @param value what the client sends
 * @param expiresAt on the tenant's clock; from then on it is refused
 */
public record ClientSecret(String value, Instant expiresAt) {
  @Override
  public String toString() {
    return "ClientSecret[expiresAt=" + expiresAt + "]";
  }
}
