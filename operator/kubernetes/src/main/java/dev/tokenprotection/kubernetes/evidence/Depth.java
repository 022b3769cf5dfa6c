package dev.tokenprotection.kubernetes.evidence;

/** How rows are looked for that came late. */
public enum Depth {
  /** Rows once, as old as rows of late came late, and what counts against a rollout again. */
  USUAL,
  /**
   * As far as a gate would wait for late rows: all rows are read once more, so that whatever came
   * late is counted.
   */
  DEEP
}
