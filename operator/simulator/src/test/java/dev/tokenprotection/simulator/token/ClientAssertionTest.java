package dev.tokenprotection.simulator.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import dev.tokenprotection.simulator.tenant.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and the tokens of trusted issuers stand in for a secret. */
class ClientAssertionTest extends WireTest {
  private static final String ISSUER = "https://kubernetes.example";
  private static final String SUBJECT = "system:serviceaccount:tpr:operator";
  private static final String TOKEN_ENDPOINT =
      "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/oauth2/v2.0/token";

  private static KeyPair keys;
  private static KeyPair otherKeys;
  private static X509Certificate certificate;

  @BeforeAll
  static void certificate() throws GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    otherKeys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=operator");
    Instant now = Instant.now();
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        name,
                        keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
  }

  @ParameterizedTest
  @CsvSource({"x5t, SHA-1, RS256", "x5t#S256, SHA-256, RS256", "x5t#S256, SHA-256, PS256"})
  void a_certificate_signs_for_the_app_under_either_thumbprint(
      String member, String digest, String algorithm) throws GeneralSecurityException {
    registerCertificate();
    ObjectNode header =
        Json.object().put("alg", algorithm).put(member, thumbprint(certificate, digest));

    assertThat(assertion(signed(header, ownClaims(), keys)).status()).isEqualTo(200);
  }

  @Test
  void an_unregistered_certificate_and_a_wrong_signature_are_700027()
      throws GeneralSecurityException {
    ObjectNode header =
        Json.object().put("alg", "RS256").put("x5t", thumbprint(certificate, "SHA-1"));
    assertThat(code(assertion(signed(header, ownClaims(), keys)))).isEqualTo(700027);

    registerCertificate();

    assertThat(code(assertion(signed(header, ownClaims(), otherKeys)))).isEqualTo(700027);
  }

  @Test
  void an_expired_assertion_is_700024_and_one_for_another_tenant_700023()
      throws GeneralSecurityException {
    registerCertificate();
    ObjectNode header =
        Json.object().put("alg", "RS256").put("x5t", thumbprint(certificate, "SHA-1"));
    long past = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();

    assertThat(code(assertion(signed(header, ownClaims().put("exp", past), keys))))
        .isEqualTo(700024);
    assertThat(
            code(
                assertion(
                    signed(header, ownClaims().put("aud", "https://login/other/token"), keys))))
        .isEqualTo(700023);
  }

  @Test
  void a_service_account_token_of_a_trusted_issuer_is_taken() throws GeneralSecurityException {
    registerFederation();

    assertThat(assertion(serviceAccountToken(SUBJECT, keys)).status()).isEqualTo(200);
  }

  @Test
  void another_subject_is_700213_another_issuer_700211_another_audience_700212()
      throws GeneralSecurityException {
    registerFederation();

    WireClient.Answer subject = assertion(serviceAccountToken(SUBJECT + "x", keys));
    assertThat(code(subject)).isEqualTo(700213);
    assertThat(subject.status()).isEqualTo(401);
    assertThat(subject.json().path("error_description").asText()).contains(SUBJECT + "x");
    ObjectNode header = Json.object().put("alg", "RS256");
    assertThat(code(assertion(signed(header, federatedClaims().put("iss", "https://x"), keys))))
        .isEqualTo(700211);
    assertThat(code(assertion(signed(header, federatedClaims().put("aud", "api://x"), keys))))
        .isEqualTo(700212);
  }

  @Test
  void once_the_issuers_keys_are_known_the_signature_counts() throws GeneralSecurityException {
    registerFederation();
    assertThat(assertion(serviceAccountToken(SUBJECT, otherKeys)).status()).isEqualTo(200);
    ObjectNode keySet = Json.object();
    keySet.putArray("keys").add(JsonWebKeys.rsa("key-1", (RSAPublicKey) keys.getPublic()));
    tenant().apps().keySet(ISSUER, keySet);

    assertThat(assertion(serviceAccountToken(SUBJECT, keys)).status()).isEqualTo(200);
    assertThat(code(assertion(serviceAccountToken(SUBJECT, otherKeys)))).isEqualTo(700027);
  }

  @Test
  void an_assertion_that_is_no_token_is_50027() {
    assertThat(code(assertion("no.token"))).isEqualTo(50027);
  }

  private WireClient.Answer assertion(String assertion) {
    return client.token(
        Map.of(
            "client_secret",
            "",
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion));
  }

  private static int code(WireClient.Answer answer) {
    return answer.json().path("error_codes").path(0).asInt();
  }

  private void registerCertificate() {
    tenant().apps().change(SmallTenant.CLIENT_ID, app -> app.withCertificate(certificate));
  }

  private void registerFederation() {
    tenant()
        .apps()
        .change(
            SmallTenant.CLIENT_ID,
            app ->
                app.withFederatedCredential(
                    new FederatedCredential(
                        ISSUER, SUBJECT, FederatedCredential.DEFAULT_AUDIENCE)));
  }

  private static ObjectNode ownClaims() {
    return times()
        .put("iss", SmallTenant.CLIENT_ID)
        .put("sub", SmallTenant.CLIENT_ID)
        .put("aud", TOKEN_ENDPOINT);
  }

  private static ObjectNode federatedClaims() {
    ObjectNode claims = times().put("iss", ISSUER).put("sub", SUBJECT);
    claims.putArray("aud").add(FederatedCredential.DEFAULT_AUDIENCE);
    return claims;
  }

  private static String serviceAccountToken(String subject, KeyPair signer)
      throws GeneralSecurityException {
    return signed(
        Json.object().put("alg", "RS256").put("kid", "key-1"),
        federatedClaims().put("sub", subject),
        signer);
  }

  private static ObjectNode times() {
    Instant now = Instant.now();
    return Json.object()
        .put("nbf", now.getEpochSecond())
        .put("exp", now.plus(Duration.ofMinutes(10)).getEpochSecond());
  }

  private static String signed(ObjectNode header, ObjectNode claims, KeyPair signer)
      throws GeneralSecurityException {
    if (header.path("alg").asText().equals("RS256")) {
      String signed = encoded(header) + "." + encoded(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      return sign(signed, signature, signer);
    }
    Signature pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    return sign(encoded(header) + "." + encoded(claims), pss, signer);
  }

  private static String sign(String text, Signature signature, KeyPair signer)
      throws GeneralSecurityException {
    signature.initSign(signer.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String encoded(ObjectNode json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String thumbprint(X509Certificate certificate, String digest)
      throws GeneralSecurityException {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(MessageDigest.getInstance(digest).digest(certificate.getEncoded()));
  }
}
