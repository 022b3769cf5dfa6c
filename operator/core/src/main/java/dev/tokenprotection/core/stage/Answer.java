package dev.tokenprotection.core.stage;

/** What came of a {@link Hand}. Unless it waits it is handled, and not looked at again. */
public sealed interface Answer {
  /** Nothing was asked for. */
  record NotAsked() implements Answer {}

  /** What was asked for is so, by the decision of the same look. */
  record Executed() implements Answer {}

  /**
   * It is not done yet, and will be once nothing stands against it. It is not handled: a resume
   * names its stop, so that it could not be asked for again by another token.
   *
   * @param sentence what it waits for
   */
  record Waits(String sentence) implements Answer {}

  /**
   * It was not done.
   *
   * @param sentence why, and what a person can do
   */
  record Refused(String sentence) implements Answer {}
}
