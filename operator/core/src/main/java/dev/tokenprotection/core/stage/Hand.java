package dev.tokenprotection.core.stage;

/** What a person asked for since the last look. */
public sealed interface Hand {
  /** Nothing. */
  record None() implements Hand {}

  /**
   * To go on after a stop.
   *
   * @param latch the name of the stop that the person has seen
   */
  record Resume(String latch) implements Hand {}
}
