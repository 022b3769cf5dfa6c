package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.port.Problem;
import java.time.Instant;
import java.util.Optional;

/** How the last reading ended. */
sealed interface LastReading {
  /** There was none yet. */
  record None() implements LastReading {}

  /**
   * It gave all rows.
   *
   * @param upTo up to when
   */
  record Good(Instant upTo) implements LastReading {}

  /**
   * It ended early.
   *
   * @param at when it did
   */
  record Bad(Problem problem, Instant at) implements LastReading {}

  /** The problem of a reading that failed at {@code moment} or later; empty if none did. */
  default Optional<Problem> failedSince(Instant moment) {
    return this instanceof Bad(Problem problem, Instant at) && !at.isBefore(moment)
        ? Optional.of(problem)
        : Optional.empty();
  }

  /** Whether a reading was tried at {@code moment} or later, whatever came of it. */
  default boolean wasTriedSince(Instant moment) {
    return switch (this) {
      case None none -> false;
      case Good(Instant upTo) -> !upTo.isBefore(moment);
      case Bad(Problem problem, Instant at) -> !at.isBefore(moment);
    };
  }
}
