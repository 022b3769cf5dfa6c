package dev.tokenprotection.dev;

import dev.tokenprotection.app.TprCommand;
import dev.tokenprotection.dev.simulate.SimulateCommand;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Entry point of {@code tpr} in a checkout: the program that ships, and what runs beside it here.
 */
public final class Main {
  private static final Map<String, Supplier<?>> COMMANDS =
      new TreeMap<>(Map.of("dev", DevCommand::new, "simulate", SimulateCommand::new));

  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * The commands.
   *
   * @param arguments as {@link TprCommand#commandLine} takes them
   */
  public static CommandLine commandLine(String... arguments) {
    return TprCommand.commandLine(COMMANDS, arguments);
  }
}
