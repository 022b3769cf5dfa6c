package dev.tokenprotection.kubernetes.schedule;

import java.time.Instant;
import java.util.Optional;

/** Whether promotions may happen at a moment, by the windows of a rollout. */
public sealed interface WindowStanding {
  /**
   * They may.
   *
   * @param since the last change: from then on without a break
   */
  record Open(Change since, Change close) implements WindowStanding {}

  /**
   * They may not.
   *
   * @param reason which window, and why, as the second half of a sentence
   */
  record Closed(String reason, Change open) implements WindowStanding {}

  /** When this changed last, or changes next. */
  sealed interface Change {
    /** At this moment. */
    record At(Instant moment) implements Change {}

    /** Not as far as was looked. */
    record NoneInSight() implements Change {}

    /** The moment; empty when none is in sight. */
    default Optional<Instant> inSight() {
      return switch (this) {
        case At(Instant moment) -> Optional.of(moment);
        case NoneInSight none -> Optional.empty();
      };
    }
  }
}
