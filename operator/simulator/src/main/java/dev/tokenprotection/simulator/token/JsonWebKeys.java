package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Keys in JSON (RFC 7517): RSA, and elliptic curve P-256. */
final class JsonWebKeys {
  private JsonWebKeys() {}

  /** The key with that id; the only key of a set also answers to no id. */
  static Optional<PublicKey> find(JsonNode keySet, String keyId) {
    JsonNode keys = keySet.path("keys");
    for (JsonNode key : keys) {
      if (key.path("kid").asText().equals(keyId) || keyId.isEmpty() && keys.size() == 1) {
        return Optional.of(publicKey(key));
      }
    }
    return Optional.empty();
  }

  /** One RSA signing key. */
  static ObjectNode rsa(String keyId, RSAPublicKey key) {
    return Json.object()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", keyId)
        .put("n", encoded(key.getModulus()))
        .put("e", encoded(key.getPublicExponent()));
  }

  private static PublicKey publicKey(JsonNode key) {
    try {
      return switch (key.path("kty").asText()) {
        case "RSA" ->
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
        case "EC" ->
            KeyFactory.getInstance("EC")
                .generatePublic(
                    new ECPublicKeySpec(new ECPoint(number(key, "x"), number(key, "y")), curve()));
        default -> throw new GeneralSecurityException("key type " + key.path("kty"));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read JSON web key " + key.path("kid"), e);
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asText()));
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
  }
}
