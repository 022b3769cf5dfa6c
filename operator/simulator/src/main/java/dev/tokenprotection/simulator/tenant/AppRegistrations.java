package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The app registrations of the tenant, and the keys of the issuers they trust. Thread-safe. */
public final class AppRegistrations {
  private final Ledger ledger;
  private final Map<String, AppRegistration> byClientId = new LinkedHashMap<>();
  private final Map<String, JsonNode> keySets = new LinkedHashMap<>();

  AppRegistrations(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Adds an app, or replaces the one with its client id. */
  public void put(AppRegistration app) {
    ledger.locked(() -> byClientId.put(key(app.clientId()), app));
  }

  public Optional<AppRegistration> find(String clientId) {
    return ledger.locked(() -> Optional.ofNullable(byClientId.get(key(clientId))));
  }

  public Collection<AppRegistration> all() {
    return ledger.locked(() -> List.copyOf(byClientId.values()));
  }

  /** Replaces an app by what the change makes of it. Throws when there is no such app. */
  public void change(String clientId, UnaryOperator<AppRegistration> change) {
    ledger.locked(
        () ->
            put(
                change.apply(
                    find(clientId)
                        .orElseThrow(
                            () -> new IllegalArgumentException("no app with id " + clientId)))));
  }

  /** Lets all secrets of an app expire at that time. */
  public void expireSecrets(String clientId, Instant at) {
    change(
        clientId,
        app ->
            app.withSecrets(
                app.secrets().stream().map(s -> new ClientSecret(s.value(), at)).toList()));
  }

  /**
   * Makes the public keys of an issuer known. Assertions of an issuer without keys are judged by
   * issuer, subject and audience alone.
   *
   * @param jwks a JSON Web Key Set (RFC 7517)
   */
  public void keySet(String issuer, JsonNode jwks) {
    ledger.locked(() -> keySets.put(issuer, jwks));
  }

  public Optional<JsonNode> keySet(String issuer) {
    return ledger.locked(() -> Optional.ofNullable(keySets.get(issuer)));
  }

  private static String key(String clientId) {
    return clientId.toLowerCase(Locale.ROOT);
  }
}
