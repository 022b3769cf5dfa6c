package dev.tokenprotection.core.drift;

import java.time.Instant;

/** What becomes of drift. */
public sealed interface DriftHandling {
  Drift drift();

  /** There is none, or it is put back. */
  record PutBack(Drift drift) implements DriftHandling {}

  /** It is left as it is, and the rollout goes on. */
  record Told(Drift drift) implements DriftHandling {}

  /** It is left as it is, and no stage is left until it is gone. */
  record Paused(Drift drift) implements DriftHandling {}

  /** It was put back several times and came again: it is left as it is until a person decides. */
  record Fought(Drift drift) implements DriftHandling {}

  /** The drift that is put back; {@link Drift#NONE} when it is left as it is. */
  default Drift putBack() {
    return this instanceof PutBack(Drift drift) ? drift : Drift.NONE;
  }

  /** The drift that is left as it is; {@link Drift#NONE} when it is put back. */
  default Drift left() {
    return this instanceof PutBack ? Drift.NONE : drift();
  }

  /**
   * What a rollout does about {@code drift}. One that only tells of it still leaves no stage by
   * evidence from which sign-ins are missing: what would be enforced is more than was watched.
   */
  static DriftHandling of(Drift drift, DriftPolicy policy, Corrections corrections, Instant now) {
    return switch (policy) {
      case CORRECT ->
          !drift.isEmpty() && corrections.isFight(now) ? new Fought(drift) : new PutBack(drift);
      case REPORT -> drift.narrowsEvidence() ? new Paused(drift) : new Told(drift);
      case PAUSE -> new Paused(drift);
    };
  }
}
