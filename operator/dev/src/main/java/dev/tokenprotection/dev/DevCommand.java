package dev.tokenprotection.dev;

import dev.tokenprotection.dev.testbed.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import dev.tokenprotection.dev.testbed.TestBedException;
import dev.tokenprotection.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
      defaultValue = "8",
      description = "Hours of the simulated tenant for one second here (default: 8).")
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
        return once ? runOnce(environment, folder, out) : runOn(environment, folder, log, out);
      }
    } catch (TestBedException | ScenarioException | IllegalStateException e) {
      System.err.println("tpr dev: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      System.err.println("tpr dev: could not start: " + e.getMessage());
      return 1;
    }
  }

  private DevEnvironment start(ProjectHome home, Progress progress) throws IOException {
    TestBed testBed = TestBed.provide(home, Optional.ofNullable(servers), progress);
    return DevEnvironment.start(
        home, testBed, scenario, hoursPerSecond * 3600, Duration.ofDays(days), progress);
  }

  private int runOnce(DevEnvironment environment, Path folder, PrintStream out)
      throws InterruptedException {
    Duration atMost = environment.clock().onMachine(Duration.ofDays(days));
    try (EventPrinter _ = EventPrinter.start(environment.client(), environment.clock(), out);
        RolloutWatch rollouts = RolloutWatch.start(environment.client())) {
      environment.apply(folder);
      RolloutWatch.Outcome outcome = rollouts.await(atMost);
      out.println();
      new FinalReport(environment.client(), out).print();
      return switch (outcome) {
        case ALL_COMPLETED -> {
          out.println("All rollouts are completed.");
          yield 0;
        }
        case ENDED -> {
          out.println("A rollout has ended without being completed; its message says why.");
          yield NOT_COMPLETED;
        }
        case TIME_OVER -> {
          out.printf("A rollout still holds after %d days; its message says why.%n", days);
          yield NOT_COMPLETED;
        }
      };
    }
  }

  private int runOn(DevEnvironment environment, Path folder, Path log, PrintStream out)
      throws InterruptedException {
    try (EventPrinter _ = EventPrinter.start(environment.client(), environment.clock(), out)) {
      out.printf("export KUBECONFIG=%s%n", environment.kubeconfig());
      out.printf("Simulated tenant: %s%n", environment.tenantAddress());
      out.printf("Operator's log: %s%n", log);
      environment.whereKubectlIs().ifPresent(out::println);
      out.println("Ctrl-C stops everything.");
      out.flush();
      environment.apply(folder);
      new CountDownLatch(1).await();
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
