package dev.tokenprotection.entra.signin;

import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Timestamps of the log: UTC, with none to nine fractional digits. Read by hand in the one form
 * that the log has, since the JDK's parser takes a tenth of the time that a whole row may take.
 */
final class Timestamps {
  /** The length of {@code 2026-11-02T08:30:00}. */
  private static final int SECONDS_END = 19;

  private static final int MOST_FRACTIONAL_DIGITS = 9;

  private Timestamps() {}

  /**
   * The point in time that {@code text} stands for.
   *
   * @throws UnreadableAnswerException if it stands for none
   */
  static Instant parse(String text) {
    try {
      return hasTheLogsForm(text) ? byHand(text) : Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new UnreadableAnswerException("\"createdDateTime\" is not a timestamp");
    }
  }

  private static boolean hasTheLogsForm(String text) {
    int end = text.length() - 1;
    return end >= SECONDS_END
        && text.charAt(end) == 'Z'
        && areSeparators(text)
        && (end == SECONDS_END
            || text.charAt(SECONDS_END) == '.'
                && end > SECONDS_END + 1
                && end <= SECONDS_END + 1 + MOST_FRACTIONAL_DIGITS)
        && areDigits(text, end);
  }

  private static boolean areSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static boolean areDigits(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == SECONDS_END;
      if (!separator && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static Instant byHand(String text) {
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long seconds = day.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds, nanos(text));
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    if (end == SECONDS_END) {
      return 0;
    }
    int nanos = number(text, SECONDS_END + 1, end);
    for (int digits = end - SECONDS_END - 1; digits < MOST_FRACTIONAL_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
