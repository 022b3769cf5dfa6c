package dev.tokenprotection.app;

import picocli.CommandLine;

/** Entry point of the program {@code tpr}. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TprCommand()).execute(arguments));
  }
}
