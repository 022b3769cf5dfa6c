package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.model.BreakGlass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells declarations of emergency access accounts apart. */
final class BreakGlassHash {
  private BreakGlassHash() {}

  /** {@code v1:} and the SHA-256 of the ids, whatever order they were written in. */
  static String of(BreakGlass declared) {
    String text = "users " + declared.users() + "\ngroups " + declared.groups();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "v1:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
