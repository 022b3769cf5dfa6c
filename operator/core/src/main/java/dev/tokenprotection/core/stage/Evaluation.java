package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.Verdict;
import java.time.Duration;

/** Whether the gate was asked in this look. */
public sealed interface Evaluation {
  /** It was not: not due, or not possible. */
  record NotDone() implements Evaluation {}

  /**
   * It was, and this is its verdict.
   *
   * @param lag the measured delay of the log: successes closer together than this saw the same rows
   */
  record Done(Verdict verdict, Duration lag) implements Evaluation {}
}
