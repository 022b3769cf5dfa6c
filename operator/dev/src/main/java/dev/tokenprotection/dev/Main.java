package dev.tokenprotection.dev;

import dev.tokenprotection.app.TprCommand;
import dev.tokenprotection.dev.simulate.SimulateCommand;
import picocli.CommandLine;

/**
 * Entry point of {@code tpr} in a checkout: the program that ships, and what runs beside it here.
 */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** All commands. */
  public static CommandLine commandLine() {
    return new CommandLine(new TprCommand())
        .addSubcommand(new DevCommand())
        .addSubcommand(new SimulateCommand());
  }
}
