package dev.tokenprotection.kubernetes.status;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as status shows them to people. */
public final class Texts {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("d MMM HH:mm'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Texts() {}

  /** Such as {@code 2026-11-26 11:11Z}. */
  static String time(Instant instant) {
    return MINUTE.format(instant);
  }

  /** Such as {@code 26 Nov 11:11Z}. */
  static String shortTime(Instant instant) {
    return SHORT.format(instant);
  }

  /** Such as {@code 1,204}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 user} and {@code 1,204 users}. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Such as {@code 99.2%}; never says more than is true: 98.99 % is not 99 %. */
  static String percentAtLeast(double fraction) {
    return percent(fraction, RoundingMode.FLOOR);
  }

  /** Such as {@code 99.2%}; never says less than is true. */
  static String percentAtMost(double fraction) {
    return percent(fraction, RoundingMode.CEILING);
  }

  private static String percent(double fraction, RoundingMode rounding) {
    // Through the shortest decimal that stands for the double, so that 0.99 is not 98.9 %.
    return new BigDecimal(Double.toString(fraction)).movePointRight(2).setScale(1, rounding) + "%";
  }
}
