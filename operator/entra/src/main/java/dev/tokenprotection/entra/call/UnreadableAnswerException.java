package dev.tokenprotection.entra.call;

/** An answer is not what the service documents. Never leaves the adapter. */
public final class UnreadableAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is wrong with it, without its content: {@code "id" is missing}
   */
  public UnreadableAnswerException(String what) {
    super(what);
  }
}
