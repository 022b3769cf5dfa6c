package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import java.time.Duration;
import java.time.Instant;

/** Whether the gate was asked in this look. */
public sealed interface Evaluation {
  /** It was not: not due, or not possible. */
  record NotDone() implements Evaluation {}

  /**
   * It was not: it is due, and has waited for the logs to be read for so long that it is told.
   *
   * @param due when it was due, not after the look
   * @param percentRead how much of the evidence was read, 0 to 100; it is told as it is, so a
   *     caller that writes what is told gives it in coarse steps
   */
  record Awaited(Instant due, int percentRead) implements Evaluation {}

  /**
   * It was, and this is its verdict.
   *
   * @param lag the measured delay of the log: successes closer together than this saw the same rows
   */
  record Done(Verdict verdict, Duration lag) implements Evaluation {}
}
