package dev.tokenprotection.entra.call;

/**
 * An answer leaves out what it must have, as the directory does for an application that may not
 * read it. Never leaves the adapter. Source: Microsoft Graph, "Overview of Microsoft Graph
 * permissions", section "Limited information returned for inaccessible member objects".
 */
public final class LimitedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is left out, without content: {@code "accountEnabled" is left out}
   */
  public LimitedAnswerException(String what) {
    super(what);
  }
}
