package dev.tokenprotection.app.validate;

import dev.tokenprotection.app.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tpr validate}: judges manifests without a cluster. */
@Command(
    name = "validate",
    description =
        "Judges manifests without a cluster: the schema and rules of the CRDs, then what the"
            + " operator itself refuses.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is refused",
      "1:something is refused; each problem is printed with file and line",
      "2:wrong usage, or a file that cannot be read"
    })
public final class ValidateCommand implements Callable<Integer> {
  private static final int VALID = 0;
  private static final int INVALID = 1;
  private static final int USAGE = 2;

  @Mixin private ManifestArguments arguments;

  @Spec private CommandSpec spec;

  private final List<ResourceCheck> checks;
  private final InputStream standardInput;

  /** The command as users run it. */
  public ValidateCommand() {
    this(List.of(new OperatorCheck()), System.in);
  }

  /**
   * The command with other surroundings.
   *
   * @param checks what the operator refuses beyond the schema
   * @param standardInput read when a file is {@code -}; not closed
   */
  ValidateCommand(List<ResourceCheck> checks, InputStream standardInput) {
    this.checks = List.copyOf(checks);
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Manifest> manifests;
    try {
      manifests = arguments.read(standardInput);
    } catch (IOException e) {
      spec.commandLine().getErr().println("tpr validate: " + e.getMessage());
      return USAGE;
    }
    ValidationReport report = new ManifestValidator(checks).validate(manifests);
    out.print(
        switch (arguments.output()) {
          case TEXT -> report.text();
          case JSON -> OutputFormat.json(report.contract());
        });
    out.flush();
    return report.valid() ? VALID : INVALID;
  }
}
