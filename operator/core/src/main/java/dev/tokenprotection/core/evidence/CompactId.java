package dev.tokenprotection.core.evidence;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keeps the text of an id in 16 bytes. Entra's ids are GUIDs; a text that is not one, which a
 * client may send as a correlation id, is represented by its digest.
 */
final class CompactId {
  private static final int GUID_LENGTH = 36;

  private CompactId() {}

  static UUID of(String text) {
    if (text.length() == GUID_LENGTH) {
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException _) {
        return digest(text);
      }
    }
    return digest(text);
  }

  private static UUID digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
