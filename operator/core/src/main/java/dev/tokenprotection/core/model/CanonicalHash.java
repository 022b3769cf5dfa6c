package dev.tokenprotection.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of canonical texts, with the version of what the texts are made of. */
public final class CanonicalHash {
  private static final String VERSION = "v1:";

  private CanonicalHash() {}

  /** {@code v1:} and the SHA-256 of {@code text}, in hexadecimal. */
  public static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return VERSION + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
