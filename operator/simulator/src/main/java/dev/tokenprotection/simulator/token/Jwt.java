package dev.tokenprotection.simulator.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed token (RFC 7519), taken apart but not yet believed.
 *
 * @param header its header
 * @param claims its claims
 * @param signedPart the text that was signed
 * @param signature of that text
 */
record Jwt(JsonNode header, JsonNode claims, String signedPart, byte[] signature) {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** Empty when the text is no token. */
  static Optional<Jwt> parse(String compact) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Jwt(
              Json.MAPPER.readTree(DECODER.decode(parts[0])),
              Json.MAPPER.readTree(DECODER.decode(parts[1])),
              parts[0] + "." + parts[1],
              DECODER.decode(parts[2])));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /** Signs claims with RS256. */
  static String sign(ObjectNode claims, String keyId, PrivateKey key) {
    ObjectNode header =
        Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", keyId).put("x5t", keyId);
    String signed = encoded(header) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with RS256", e);
    }
  }

  /** Whether this key made the signature, by the algorithm that the header names. */
  boolean isSignedBy(PublicKey key) {
    try {
      Signature verifier = verifier(header.path("alg").asText());
      verifier.initVerify(key);
      verifier.update(signedPart.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature verifier(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" -> Signature.getInstance("SHA256withRSA");
      case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case "PS256" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        yield pss;
      }
      default -> throw new GeneralSecurityException("algorithm " + algorithm + " is not taken");
    };
  }

  private static String encoded(JsonNode json) {
    return ENCODER.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
