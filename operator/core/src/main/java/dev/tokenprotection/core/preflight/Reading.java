package dev.tokenprotection.core.preflight;

/**
 * What a check is judged by, as far as it could be read.
 *
 * @param <T> what is read
 */
public sealed interface Reading<T> {
  /** It was read. */
  record Read<T>(T value) implements Reading<T> {}

  /**
   * The tenant did not tell.
   *
   * @param problem one sentence or two: what was tried, what came back, what to do
   */
  record NotRead<T>(String problem) implements Reading<T> {}

  /** It was not asked yet. */
  record NotAsked<T>() implements Reading<T> {}
}
