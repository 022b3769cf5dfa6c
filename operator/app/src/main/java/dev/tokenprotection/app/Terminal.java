package dev.tokenprotection.app;

/** What commands that talk to a person do with the person's terminal. */
public final class Terminal {
  private Terminal() {}

  /** Before the first logger exists: the terminal is for what the command has to say. */
  public static void quietLogs() {
    if (System.getenv("TPR_LOG_LEVEL") == null) {
      System.setProperty("TPR_LOG_LEVEL", "OFF");
    }
  }
}
