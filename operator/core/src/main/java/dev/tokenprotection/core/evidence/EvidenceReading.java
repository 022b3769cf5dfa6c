package dev.tokenprotection.core.evidence;

import java.time.Duration;

/** What became of the attempt to read the evidence of a stage. */
public sealed interface EvidenceReading {

  /** The log was read up to the end of the evidence. */
  record Available(Evidence evidence) implements EvidenceReading {}

  /**
   * The log could not be read. Never a sign of bad sign-ins.
   *
   * @param cause one sentence: what was tried, what came back, what to do
   */
  record Unavailable(String cause) implements EvidenceReading {}

  /**
   * The log is being read for the first time since the start of the program.
   *
   * @param percentRead how much of it was read, 0 to 100
   */
  record WarmingUp(int percentRead) implements EvidenceReading {}

  /**
   * Rows come in faster than the source may be read.
   *
   * @param behind how far reading is behind the log
   */
  record FallingBehind(Duration behind) implements EvidenceReading {}
}
