package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.EvidenceReading;
import java.time.Duration;

/** What a rollout gets when it asks for its evidence. */
public sealed interface EvidenceAnswer {
  /**
   * It is being read; the rollout is woken once that has ended.
   *
   * @param percentRead how much of the period was read, 0 to 100
   */
  record Pending(int percentRead) implements EvidenceAnswer {}

  /**
   * It was read, or could not be.
   *
   * @param lag how late rows of the slower log arrive
   */
  record Known(EvidenceReading reading, Duration lag) implements EvidenceAnswer {}
}
