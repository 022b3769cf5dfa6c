package dev.tokenprotection.core.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times, durations and lists as people read them. */
final class Words {
  private static final int NAMED = 5;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** Such as {@code 2026-11-26 11:11Z}. */
  static String time(Instant instant) {
    return MINUTE.format(instant);
  }

  /** Such as {@code 1d2h}, in the notation of the spec. */
  static String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    part(parts, duration.toDays(), "d");
    part(parts, duration.toHoursPart(), "h");
    part(parts, duration.toMinutesPart(), "m");
    part(parts, duration.toSecondsPart(), "s");
    return parts.isEmpty() ? "0s" : String.join("", parts);
  }

  /** A few, and how many more there are. */
  static String listed(List<String> texts) {
    int more = texts.size() - NAMED;
    String named = String.join("; ", texts.subList(0, Math.min(NAMED, texts.size())));
    return more > 0 ? named + "; and " + more + " more" : named;
  }

  private static void part(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + unit);
    }
  }
}
