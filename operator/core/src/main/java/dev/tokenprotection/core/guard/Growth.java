package dev.tokenprotection.core.guard;

/** How the users of the scope that has passed its gate have become more since. */
public sealed interface Growth {
  /** Not counted, since nothing that is planned enforces more. */
  record NotAsked() implements Growth {}

  /**
   * Counted.
   *
   * @param passed how many users the scope had when it passed
   * @param present how many it has now
   */
  record Counted(long passed, long present) implements Growth {}

  /**
   * The members could not be read.
   *
   * @param message what was tried and what came back
   */
  record Unknown(String message) implements Growth {}
}
