package dev.tokenprotection.core.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that is the same for states that go on in the same way: times are told from now, what is
 * long past is just that, and names that were made up are numbered in the order in which they
 * occur.
 */
final class Fingerprint {
  private static final Pattern MADE_UP =
      Pattern.compile(
          "[-+]?\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z|(?:id|token|policy|group)-\\d+|v1:[0-9a-f]+");

  /** What only spends error budget, or counts on for ever. */
  private static final Pattern COUNTED_ON =
      Pattern.compile("restarts=\\d+|runs=\\{[^}]*}|(?<=(successes|failures)=)([2-9]|\\d\\d+)");

  /** Until new things are seen, until creates are repeated, the lag, the interval, settle time. */
  private static final List<Duration> SPANS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(20),
          Duration.ofHours(1),
          Duration.ofHours(2));

  private Fingerprint() {}

  static String of(String text, Instant now) {
    Map<String, String> names = new HashMap<>();
    return MADE_UP
        .matcher(COUNTED_ON.matcher(text).replaceAll("many"))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().endsWith("Z")
                        ? time(Instant.parse(found.group()), now)
                        : names.computeIfAbsent(found.group(), n -> "n" + names.size())));
  }

  private static String time(Instant instant, Instant now) {
    Duration age = Duration.between(instant, now);
    long spans = SPANS.stream().filter(span -> span.compareTo(age.abs()) <= 0).count();
    return age.isNegative() ? "in" + spans : "since" + spans;
  }
}
