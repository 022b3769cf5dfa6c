package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.Json;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes and judges access tokens. Their times run on the machine's clock, since client libraries
 * measure them on theirs. Source: Microsoft identity platform, "Access token claims reference".
 */
public final class AccessTokens {
  private static final Set<String> GRAPH_RESOURCES =
      Set.of(
          "00000003-0000-0000-c000-000000000000",
          "https://graph.microsoft.com",
          "https://graph.microsoft.us",
          "https://dod-graph.microsoft.us",
          "https://microsoftgraph.chinacloudapi.cn");

  /** One for the process: making an RSA key is what would take longest at a start. */
  private static final KeyPair KEYS = keys();

  private static final String KEY_ID = UUID.randomUUID().toString().replace("-", "");

  private final InstantSource machineClock;

  /** Tokens whose signature was found good; each client sends its own with every request. */
  private final Map<String, Jwt> signed = new ConcurrentHashMap<>();

  private volatile Instant revokedBefore = Instant.MIN;

  public AccessTokens(InstantSource machineClock) {
    this.machineClock = machineClock;
  }

  /** What a token says about its bearer. */
  public sealed interface Judgement {
    /**
     * It may be believed.
     *
     * @param clientId who was given it
     * @param servicePrincipalId his object in the tenant
     * @param roles what was granted when it was made
     */
    record Valid(String clientId, String servicePrincipalId, Set<String> roles)
        implements Judgement {}

    /**
     * It may not.
     *
     * @param reason the sentence that Graph answers with
     */
    record Invalid(String reason) implements Judgement {}
  }

  /** Tokens made so far are refused from now on. */
  public void revokeAll() {
    revokedBefore = machineClock.instant();
  }

  /** The public keys, as the discovery document points to them. */
  ObjectNode keySet() {
    ObjectNode set = Json.object();
    set.putArray("keys").add(JsonWebKeys.rsa(KEY_ID, (RSAPublicKey) KEYS.getPublic()));
    return set;
  }

  /**
   * Makes a token.
   *
   * @param resource whom it is for, without the {@code /.default}
   * @param capabilities of the client, for {@code xms_cc}; none leaves the claim out
   */
  String issue(
      String tenantId,
      AppRegistration app,
      String resource,
      Duration lifetime,
      List<String> capabilities) {
    Instant now = machineClock.instant();
    ObjectNode claims = Json.object();
    claims.put("aud", resource).put("iss", issuer(tenantId));
    claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.put("app_displayname", app.displayName()).put("appid", app.clientId());
    claims.put("appidacr", "1").put("idp", issuer(tenantId)).put("idtyp", "app");
    claims.put("oid", app.servicePrincipalId()).put("sub", app.servicePrincipalId());
    // An app without permissions gets a token without the claim.
    if (!app.roles().isEmpty()) {
      claims.set("roles", Json.array(app.roles().stream().sorted().toList()));
    }
    claims.put("tid", tenantId).put("uti", UUID.randomUUID().toString()).put("ver", "1.0");
    claims.put("iat_ms", now.toEpochMilli());
    if (!capabilities.isEmpty()) {
      claims.set("xms_cc", Json.array(capabilities));
    }
    return Jwt.sign(claims, KEY_ID, KEYS.getPrivate());
  }

  /**
   * Judges a bearer token that was sent to Graph.
   *
   * @param origin under which Graph was asked; a token may name it as its resource
   */
  public Judgement judge(String token, String tenantId, String origin) {
    Jwt known = signed.get(token);
    if (known != null) {
      return judge(known.claims(), tenantId, origin);
    }
    Optional<Jwt> jwt = Jwt.parse(token);
    if (jwt.isEmpty()) {
      return new Judgement.Invalid("IDX14100: JWT is not well formed, there are no dots (.).");
    }
    if (!jwt.get().isSignedBy(KEYS.getPublic())) {
      return new Judgement.Invalid("Access token validation failure. Signature is invalid.");
    }
    signed.put(token, jwt.get());
    return judge(jwt.get().claims(), tenantId, origin);
  }

  private Judgement judge(JsonNode claims, String tenantId, String origin) {
    if (!claims.path("tid").asText().equals(tenantId)) {
      return new Judgement.Invalid("Access token validation failure. Invalid issuer.");
    }
    if (!isGraph(claims.path("aud").asText(), origin)) {
      return new Judgement.Invalid("Access token validation failure. Invalid audience.");
    }
    if (claims.path("exp").asLong() <= machineClock.instant().getEpochSecond()) {
      return new Judgement.Invalid("Lifetime validation failed, the token is expired.");
    }
    if (!Instant.ofEpochMilli(claims.path("iat_ms").asLong()).isAfter(revokedBefore)) {
      return new Judgement.Invalid("Continuous access evaluation resulted in challenge.");
    }
    return new Judgement.Valid(
        claims.path("appid").asText(),
        claims.path("oid").asText(),
        Set.copyOf(Json.strings(claims.path("roles"))));
  }

  private static boolean isGraph(String audience, String origin) {
    String resource = audience.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
    return GRAPH_RESOURCES.contains(resource) || resource.equals(origin.toLowerCase(Locale.ROOT));
  }

  private static String issuer(String tenantId) {
    return "https://sts.windows.net/" + tenantId + "/";
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no RSA", e);
    }
  }
}
