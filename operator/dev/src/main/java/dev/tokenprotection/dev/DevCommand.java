package dev.tokenprotection.dev;

import dev.tokenprotection.dev.testbed.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import dev.tokenprotection.dev.testbed.TestBedException;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything on this machine. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description =
        "Runs an API server, a simulated tenant and the operator on this machine, applies the"
            + " examples and shows how the rollouts move.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all rollouts completed (--once), or stopped by Ctrl-C",
      "1:could not start, with one sentence on standard error",
      "2:wrong usage",
      "3:a rollout ended otherwise, or holds still when the time is over (--once)"
    })
public final class DevCommand implements Callable<Integer> {
  private static final int NOT_COMPLETED = 3;
  private static final String COMPLETED = "Completed";

  /** The phases that a rollout does not leave by itself. */
  private static final Set<String> ENDS = Set.of(COMPLETED, "Failed", "Stopped", "Stalled");

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "Ends when every rollout has come to an end, and shows each of them.")
  private boolean once;

  @Option(
      names = "--scenario",
      defaultValue = "default",
      description =
          "Who lives in the simulated tenant: a name that ships with tpr, or a YAML file (default:"
              + " default).")
  private String scenario;

  @Option(
      names = "--speed",
      defaultValue = "2",
      description =
          "Hours of the simulated tenant for one second here, at most (default: 2). With --once as"
              + " many as the machine can.")
  private int hoursPerSecond;

  @Option(
      names = "--days",
      defaultValue = "60",
      description = "With --once: how many simulated days to wait at most (default: 60).")
  private int days;

  @Option(
      names = {"-f", "--filename"},
      description = "File or folder to apply instead of the examples.")
  private Path manifests;

  @Option(
      names = "--servers",
      description =
          "Directory with k8s/<version>-<os>-<arch>/{kube-apiserver,etcd} to run, instead of those"
              + " that are found, downloaded or built.")
  private Path servers;

  @Override
  public Integer call() throws InterruptedException {
    if (hoursPerSecond < 1 || hoursPerSecond > 24) {
      throw new ParameterException(spec.commandLine(), "--speed takes 1 to 24 hours per second");
    }
    PrintStream out = System.out;
    try {
      ProjectHome home = ProjectHome.find();
      Path log = logToFile(home);
      Path folder = manifests == null ? home.directory().resolve("examples") : manifests;
      try (Progress progress = Progress.onStandardError();
          DevEnvironment environment = start(home, progress)) {
        progress.end();
        return run(environment, folder, log, out);
      }
    } catch (TestBedException | ScenarioException | IllegalStateException e) {
      System.err.println("tpr dev: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      System.err.println("tpr dev: could not start: " + e.getMessage());
      return 1;
    }
  }

  private int run(DevEnvironment environment, Path folder, Path log, PrintStream out)
      throws IOException, InterruptedException {
    try {
      return once ? runOnce(environment, folder, out) : runOn(environment, folder, log, out);
    } catch (RuntimeException e) {
      if (environment.isClosed()) {
        // Ctrl-C: everything ends at once, also what was under way.
        return 0;
      }
      throw e;
    }
  }

  private DevEnvironment start(ProjectHome home, Progress progress) throws IOException {
    TestBed testBed = TestBed.provide(home, Optional.ofNullable(servers), progress);
    return DevEnvironment.start(home, testBed, scenario, progress);
  }

  private int runOnce(DevEnvironment environment, Path folder, PrintStream out)
      throws InterruptedException {
    SimulatedTime time = environment.time();
    try (EventPrinter events = EventPrinter.start(environment.client(), out)) {
      environment.apply(folder);
      Instant limit = time.now().plus(Duration.ofDays(days));
      boolean ended = time.runUntil(limit, () -> haveEnded(environment.phases()));
      events.awaitAll();
      out.println();
      new FinalReport(environment.client(), out).print();
      return conclude(ended, environment.phases(), out);
    }
  }

  private int conclude(boolean ended, List<String> phases, PrintStream out) {
    if (ended && Set.of(COMPLETED).containsAll(phases)) {
      out.println("All rollouts are completed.");
      return 0;
    }
    if (ended) {
      out.println("A rollout has ended without being completed; its message says why.");
    } else {
      out.printf("A rollout still holds after %d days; its message says why.%n", days);
    }
    return NOT_COMPLETED;
  }

  private static boolean haveEnded(List<String> phases) {
    return !phases.isEmpty() && ENDS.containsAll(phases);
  }

  private int runOn(DevEnvironment environment, Path folder, Path log, PrintStream out)
      throws IOException, InterruptedException {
    try (EventPrinter _ = EventPrinter.start(environment.client(), out)) {
      out.printf("export KUBECONFIG=%s%n", environment.kubeconfig());
      environment.howToReachTheTenant(folder).forEach(out::println);
      out.printf("Operator's log:   %s%n", log);
      environment.whereKubectlIs().ifPresent(out::println);
      out.println("Ctrl-C stops everything.");
      out.flush();
      environment.apply(folder);
      environment.time().follow(hoursPerSecond * 3600);
      return 0;
    }
  }

  /** Before the first logger exists: the terminal is for the events. */
  private static Path logToFile(ProjectHome home) throws IOException {
    Path log = home.directory().resolve("operator/dev/target/dev/operator.log");
    Files.createDirectories(log.getParent());
    System.setProperty("TPR_LOG", "file");
    System.setProperty("TPR_LOG_FILE", log.toString());
    return log;
  }
}
