package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.signin.Span;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time: {@code 90s}, {@code 5m}, {@code 2h}, {@code 3d}; spans: {@code 2m-5m}. */
final class Durations {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private Durations() {}

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a length of time is written like 90s, 5m, 2h or 3d, not " + text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static Span span(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? new Span(duration(text), duration(text))
        : new Span(duration(text.substring(0, dash)), duration(text.substring(dash + 1)));
  }
}
