package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.stage.Evaluation;
import java.time.Duration;
import java.time.Instant;

/**
 * How long an evaluation that is due may wait for the sign-in logs before people are told: most
 * readings take seconds, and to write a status for each would be noise.
 */
final class ReadingGrace {
  /** How long a reading of logs may take before it is asked after and told. */
  static final Duration UNTIL_READ = Duration.ofMinutes(2);

  /** What is told of how much was read is told in steps of so many percent. */
  private static final int STEP = 10;

  private ReadingGrace() {}

  /**
   * What to go by while the logs are being read.
   *
   * @param due when the evaluation was due
   * @param now the time of the look
   * @param percentRead how much of the evidence was read, 0 to 100
   */
  static Evaluation evaluation(Instant due, Instant now, int percentRead) {
    return Duration.between(due, now).compareTo(UNTIL_READ) >= 0
        ? new Evaluation.Awaited(due, step(percentRead))
        : new Evaluation.NotDone();
  }

  /** The whole is never told: something is missing as long as anybody waits. */
  private static int step(int percentRead) {
    return Math.min(percentRead, 100 - STEP) / STEP * STEP;
  }
}
