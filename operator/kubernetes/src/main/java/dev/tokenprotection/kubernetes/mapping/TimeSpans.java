package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.api.v1alpha1.Formats;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as the API writes them: {@code 1d12h}, {@code 15m}, {@code 90s}. */
public final class TimeSpans {
  private static final Pattern FORMAT = Pattern.compile(Formats.TIME_SPAN);

  private TimeSpans() {}

  /**
   * @throws IllegalArgumentException when {@code text} is not of this form
   */
  public static Duration parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a length of time: write days, hours, minutes and seconds as 1d12h");
    }
    return Duration.ofDays(amount(matcher, 1))
        .plusHours(amount(matcher, 2))
        .plusMinutes(amount(matcher, 3))
        .plusSeconds(amount(matcher, 4));
  }

  /** The text that {@link #parse} reads; whole seconds, so never longer than {@code span}. */
  public static String format(Duration span) {
    StringBuilder text = new StringBuilder();
    append(text, span.toDaysPart(), 'd');
    append(text, span.toHoursPart(), 'h');
    append(text, span.toMinutesPart(), 'm');
    append(text, span.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static long amount(Matcher matcher, int group) {
    String part = matcher.group(group);
    return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - 1));
  }
}
