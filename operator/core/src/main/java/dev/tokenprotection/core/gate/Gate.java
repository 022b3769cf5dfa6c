package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceReading;
import java.util.List;

/** Judges whether the evidence of a stage is good enough to leave it. */
public final class Gate {
  private Gate() {}

  /** The verdict on what was read. */
  public static Verdict evaluate(
      GateCriteria criteria, EvidenceReading reading, GateContext context) {
    throw new UnsupportedOperationException("the verdict comes with the next slice");
  }

  /** Ratio and bounds of all applications together and of each with sign-ins, for display. */
  public static List<Measurement> measure(
      GateCriteria criteria, Evidence evidence, GateContext context) {
    throw new UnsupportedOperationException("the verdict comes with the next slice");
  }
}
