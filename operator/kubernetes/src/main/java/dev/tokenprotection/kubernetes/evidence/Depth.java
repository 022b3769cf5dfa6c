package dev.tokenprotection.kubernetes.evidence;

/** How far back rows are read once more, since they may have come late. */
public enum Depth {
  /** As far as rows of late came late. */
  USUAL,
  /**
   * As far as a gate would wait for late rows: whatever came later than usual is found and counted,
   * and a log that got slower is noticed.
   */
  DEEP
}
