package dev.tokenprotection.core.gate;

/** Turns verdicts and reasons into sentences for people. Names no user. */
public final class Wording {
  private Wording() {}

  /** One sentence about a verdict: what it is and why. */
  public static String of(Verdict verdict) {
    throw new UnsupportedOperationException("the wording comes with the next slice");
  }

  /** One sentence about a reason. */
  public static String of(Reason reason) {
    throw new UnsupportedOperationException("the wording comes with the next slice");
  }
}
