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
   * @param basis where the limit comes from
   * @param within the length of time in which they were counted
   */
  record Read(long blockedUsers, long limit, Basis basis, Duration within)
      implements BreakerReading {}

  /** Where a limit comes from. */
  enum Basis {
    /** It is what the rollout says, for as many users as are covered. */
    AS_SPECIFIED,
    /**
     * How many users are covered is not known, so that it is the smallest number that the rollout's
     * percentage gives.
     */
    SMALLEST
  }

  /** Whether more users are blocked than is tolerated. */
  default boolean trips() {
    return switch (this) {
      case NotRead _ -> false;
      case Read(long blockedUsers, long limit, Basis basis, Duration within) ->
          blockedUsers > limit;
    };
  }
}
