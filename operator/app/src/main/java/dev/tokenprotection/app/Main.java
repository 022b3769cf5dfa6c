package dev.tokenprotection.app;

import java.util.Map;

/** Entry point of the program {@code tpr}. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(TprCommand.commandLine(Map.of(), arguments).execute(arguments));
  }
}
