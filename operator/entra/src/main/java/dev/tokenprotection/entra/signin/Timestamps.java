package dev.tokenprotection.entra.signin;

import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.time.DateTimeException;
import java.time.Instant;

/** Timestamps of the log: UTC, with none to nine fractional digits. */
final class Timestamps {
  private Timestamps() {}

  /**
   * The point in time that {@code text} stands for.
   *
   * @throws UnreadableAnswerException if it stands for none
   */
  static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new UnreadableAnswerException("\"createdDateTime\" is not a timestamp");
    }
  }
}
