package dev.tokenprotection.app;

import dev.tokenprotection.app.approve.ApproveCommand;
import dev.tokenprotection.app.operator.OperatorCommand;
import dev.tokenprotection.app.plan.PlanCommand;
import dev.tokenprotection.app.validate.ValidateCommand;
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
    subcommands = {
      OperatorCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      ApproveCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed, with one sentence on standard error", "2:wrong usage"})
public final class TprCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "tpr: name a command");
  }
}
