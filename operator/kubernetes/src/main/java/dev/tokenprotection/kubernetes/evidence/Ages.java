package dev.tokenprotection.kubernetes.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How old rows are when they are read. Each row is read once, as soon as it is as old as rows of
 * late were when they came; what counts against a rollout is looked for again at the next greater
 * age and at the greatest.
 */
final class Ages {
  /** Rows are read at one of these ages; the last is how late a row may come and still count. */
  static final List<Duration> ALL =
      List.of(
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6));

  /** What comes later than that is lost: older evidence is too old for a gate anyway. */
  static final Duration TOLERATED = ALL.getLast();

  /** When a sample is looked at once more, to notice a log that is later than tolerated. */
  static final Duration BEYOND = Duration.ofHours(12);

  private Ages() {}

  /** The next smaller age; empty for the smallest. */
  static Optional<Duration> below(Duration age) {
    return ALL.stream().filter(other -> other.compareTo(age) < 0).reduce((one, next) -> next);
  }
}
