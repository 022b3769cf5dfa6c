package dev.tokenprotection.dev.testbed;

/** A server or program of the test bed could not be found, built, started or used. */
public final class TestBedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With one sentence for a person: what was tried, what came back, what to do. */
  public TestBedException(String message) {
    super(message);
  }

  /** As above, when another exception is the reason. */
  public TestBedException(String message, Throwable cause) {
    super(message, cause);
  }
}
