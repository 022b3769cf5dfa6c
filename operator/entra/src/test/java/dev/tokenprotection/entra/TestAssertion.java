package dev.tokenprotection.entra;

import dev.tokenprotection.simulator.tenant.FederatedCredential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A token of a ServiceAccount; its signature is for an issuer whose keys nobody knows. */
final class TestAssertion {
  private TestAssertion() {}

  static String of(String issuer, String subject) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"],\"nbf\":%d,\"iat\":%d,\"exp\":%d}"
            .formatted(
                issuer, subject, FederatedCredential.DEFAULT_AUDIENCE, now - 10, now, now + 600);
    return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}")
        + "."
        + encoded(claims)
        + "."
        + encoded("s");
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
