package dev.tokenprotection.app;

import dev.tokenprotection.app.approve.ApproveCommand;
import dev.tokenprotection.app.operator.OperatorCommand;
import dev.tokenprotection.app.plan.PlanCommand;
import dev.tokenprotection.app.validate.ValidateCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it shows what there is. */
@Command(
    name = "tpr",
    mixinStandardHelpOptions = true,
    version = "tpr 0.1.0",
    description =
        "Turns on Microsoft Entra Token Protection stage by stage, as far as the sign-in logs allow.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed, with one sentence on standard error", "2:wrong usage"})
public final class TprCommand implements Runnable {
  private static final Map<String, Supplier<?>> SUBCOMMANDS = new LinkedHashMap<>();

  static {
    SUBCOMMANDS.put("operator", OperatorCommand::new);
    SUBCOMMANDS.put("validate", ValidateCommand::new);
    SUBCOMMANDS.put("plan", PlanCommand::new);
    SUBCOMMANDS.put("approve", ApproveCommand::new);
  }

  @Spec private CommandSpec spec;

  /**
   * The command line of the program that ships, with further commands.
   *
   * <p>When the first argument is the name of a command, only that one is made: each costs the time
   * to load its classes and to read its options.
   *
   * @param others commands by name
   * @param arguments those that will be parsed; none for all commands
   */
  public static CommandLine commandLine(Map<String, Supplier<?>> others, String... arguments) {
    Map<String, Supplier<?>> all = new LinkedHashMap<>(SUBCOMMANDS);
    all.putAll(others);
    CommandLine tpr = new CommandLine(new TprCommand());
    if (arguments.length > 0 && all.containsKey(arguments[0])) {
      tpr.addSubcommand(all.get(arguments[0]).get());
    } else {
      all.values().forEach(command -> tpr.addSubcommand(command.get()));
    }
    return tpr;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "tpr: name a command");
  }
}
