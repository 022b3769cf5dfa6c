package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proves who asks for a token: by secret, by certificate, or by the token of a trusted issuer. */
final class ClientAuthentication {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Tenant tenant;
  private final InstantSource machineClock;

  ClientAuthentication(Tenant tenant, InstantSource machineClock) {
    this.tenant = tenant;
    this.machineClock = machineClock;
  }

  /** The app that the form proves itself to be; throws the refusal otherwise. */
  AppRegistration authenticate(Map<String, String> form) {
    String clientId = form.getOrDefault("client_id", "");
    AppRegistration app =
        tenant
            .apps()
            .find(clientId)
            .orElseThrow(() -> TokenRefusal.noSuchApp(clientId, tenant.id()));
    if (form.containsKey("client_secret")) {
      bySecret(app, form.get("client_secret"));
    } else if (ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
      byAssertion(app, form.getOrDefault("client_assertion", ""));
    } else {
      throw TokenRefusal.noCredential();
    }
    return app;
  }

  private void bySecret(AppRegistration app, String value) {
    ClientSecret secret =
        app.secrets().stream()
            .filter(known -> known.value().equals(value))
            .findFirst()
            .orElseThrow(() -> TokenRefusal.wrongSecret(app.clientId()));
    if (!tenant.now().isBefore(secret.expiresAt())) {
      throw TokenRefusal.expiredSecret(app.clientId());
    }
  }

  private void byAssertion(AppRegistration app, String assertion) {
    Jwt jwt = Jwt.parse(assertion).orElseThrow(TokenRefusal::malformedAssertion);
    if (jwt.claims().path("iss").asText().equalsIgnoreCase(app.clientId())) {
      byCertificate(app, jwt);
    } else {
      byFederation(app, jwt);
    }
    inTime(jwt.claims());
  }

  private void byCertificate(AppRegistration app, Jwt jwt) {
    X509Certificate certificate =
        app.certificates().stream()
            .filter(known -> isNamedBy(jwt.header(), known))
            .findFirst()
            .orElseThrow(() -> TokenRefusal.unknownCertificate(app.clientId()));
    if (!jwt.isSignedBy(certificate.getPublicKey())) {
      throw TokenRefusal.badSignature(app.clientId());
    }
    // Host and version of the endpoint differ by client and proxy; the tenant may not.
    List<String> audiences = audiences(jwt.claims());
    if (audiences.stream().noneMatch(audience -> audience.contains("/" + tenant.id()))) {
      throw TokenRefusal.wrongAssertionAudience(String.join(" ", audiences));
    }
  }

  private void byFederation(AppRegistration app, Jwt jwt) {
    String issuer = jwt.claims().path("iss").asText();
    String subject = jwt.claims().path("sub").asText();
    List<String> audiences = audiences(jwt.claims());
    List<FederatedCredential> ofIssuer =
        app.federatedCredentials().stream().filter(c -> c.issuer().equals(issuer)).toList();
    if (ofIssuer.isEmpty()) {
      throw TokenRefusal.noFederationForIssuer(issuer);
    }
    List<FederatedCredential> ofSubject =
        ofIssuer.stream().filter(c -> c.subject().equals(subject)).toList();
    if (ofSubject.isEmpty()) {
      throw TokenRefusal.noFederationForSubject(subject);
    }
    if (ofSubject.stream().noneMatch(c -> audiences.contains(c.audience()))) {
      throw TokenRefusal.noFederationForAudience(String.join(" ", audiences));
    }
    Optional<JsonNode> keySet = tenant.apps().keySet(issuer);
    if (keySet.isPresent()) {
      Optional<PublicKey> key = JsonWebKeys.find(keySet.get(), jwt.header().path("kid").asText());
      if (key.isEmpty() || !jwt.isSignedBy(key.get())) {
        throw TokenRefusal.badSignature(app.clientId());
      }
    }
  }

  private void inTime(JsonNode claims) {
    Instant now = machineClock.instant();
    Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
    Instant notBefore = Instant.ofEpochSecond(claims.path("nbf").asLong());
    if (now.minus(SKEW).isAfter(expires) || now.plus(SKEW).isBefore(notBefore)) {
      throw TokenRefusal.assertionOutOfTime();
    }
  }

  private static List<String> audiences(JsonNode claims) {
    JsonNode audience = claims.path("aud");
    return audience.isTextual() ? List.of(audience.textValue()) : Json.strings(audience);
  }

  private static boolean isNamedBy(JsonNode header, X509Certificate certificate) {
    return thumbprint(certificate, "SHA-256").equals(urlSafe(header.path("x5t#S256").asText()))
        || thumbprint(certificate, "SHA-1").equals(urlSafe(header.path("x5t").asText()));
  }

  /** Microsoft's own library for Java sends thumbprints in plain Base64, with padding. */
  private static String urlSafe(String base64) {
    return base64.replace('+', '-').replace('/', '_').replace("=", "");
  }

  private static String thumbprint(X509Certificate certificate, String algorithm) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot take thumbprints", e);
    }
  }
}
