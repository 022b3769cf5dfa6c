package dev.tokenprotection.tests.rollout;

import dev.tokenprotection.app.operator.OperatorCommand;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.dev.time.RemoteTime;
import dev.tokenprotection.dev.time.WatchedOperator;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;

/** {@code tpr operator} as it ships, in the simulated time of the process that started it. */
final class OperatorInSimulatedTime {
  private OperatorInSimulatedTime() {}

  /**
   * @param arguments the port of the time, the namespace, then those of the command
   */
  public static void main(String[] arguments) {
    RemoteTime time = RemoteTime.connect(Integer.parseInt(arguments[0]));
    Time.Work starting = time.begin();
    WatchedOperator watched = new WatchedOperator(time, Set.of(arguments[1]));
    time.waitFor(watched);
    OperatorCommand command =
        new OperatorCommand(
            new OperatorCommand.Surroundings(time, watched, watched::connect, starting::end));
    System.exit(
        new CommandLine(command).execute(Arrays.copyOfRange(arguments, 2, arguments.length)));
  }
}
