package dev.tokenprotection.core.stage;

/** What came of a {@link Hand}. Either way it is handled, and not looked at again. */
public sealed interface Answer {
  /** Nothing was asked for. */
  record NotAsked() implements Answer {}

  /** What was asked for is so, by the decision of the same look. */
  record Executed() implements Answer {}

  /**
   * It was not done.
   *
   * @param sentence why, and what a person can do
   */
  record Refused(String sentence) implements Answer {}
}
