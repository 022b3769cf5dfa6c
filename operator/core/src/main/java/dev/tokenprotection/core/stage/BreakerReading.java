package dev.tokenprotection.core.stage;

import java.time.Duration;

/** Whether too many people are being blocked at this moment. */
public sealed interface BreakerReading {
  /** It is not known: nothing is enforced, or the log was not read. */
  record NotRead() implements BreakerReading {}

  /**
   * It was counted.
   *
   * @param blockedUsers distinct users whom the enforced policy blocked within {@code within}
   * @param limit how many are tolerated
   * @param within the length of time in which they were counted
   */
  record Read(long blockedUsers, long limit, Duration within) implements BreakerReading {}

  /** Whether more users are blocked than is tolerated. */
  default boolean trips() {
    return switch (this) {
      case NotRead _ -> false;
      case Read(long blockedUsers, long limit, Duration within) -> blockedUsers > limit;
    };
  }
}
