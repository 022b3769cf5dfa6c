package dev.tokenprotection.tests.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCommandTest {
  private static final Pattern KUBECONFIG = Pattern.compile("export KUBECONFIG=(\\S+)");

  @TempDir private Path folder;

  @BeforeAll
  static void programs() {
    // Found or built once, by this JVM, so that its progress is seen here.
    SharedApiServer.testBed();
  }

  @Test
  void once_shows_every_event_and_every_rollout_and_ends_well_when_all_are_completed()
      throws Exception {
    try (TprProcess tpr = TprProcess.start(folder.resolve("out"), "dev", "--once")) {
      int exitCode = tpr.awaitExit(8, TimeUnit.MINUTES);

      assertThat(tpr.output())
          .contains("office-windows", "office-apple", "Promoted", "Completed")
          .contains("All rollouts are completed.")
          .contains("Report:");
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void a_scenario_that_can_not_be_enforced_ends_with_an_exit_code_of_its_own() throws Exception {
    try (TprProcess tpr =
        TprProcess.start(folder.resolve("out"), "dev", "--once", "--scenario", "pilot-mixed")) {
      int exitCode = tpr.awaitExit(8, TimeUnit.MINUTES);

      assertThat(tpr.output()).contains("GateFailed", "1002", "1008");
      assertThat(exitCode).isEqualTo(3);
    }
  }

  @Test
  void the_kubeconfig_works_with_any_kubectl_and_nothing_is_left_after_a_stop() throws Exception {
    try (TprProcess tpr = TprProcess.start(folder.resolve("out"), "dev")) {
      String kubeconfig =
          await("the KUBECONFIG line")
              .atMost(Duration.ofMinutes(2))
              .until(() -> firstMatch(tpr.output()), text -> !text.isEmpty());

      await("the examples")
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(rolloutsBy(kubeconfig)).contains("office-windows"));
      tpr.stop();
      tpr.awaitExit(1, TimeUnit.MINUTES);

      String directory = Path.of(kubeconfig).getParent().toString();
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(process -> process.info().commandLine().orElse("").contains(directory));
      assertThat(Path.of(directory)).doesNotExist();
    }
  }

  @Test
  void a_scenario_that_does_not_exist_is_told_in_one_sentence() throws Exception {
    try (TprProcess tpr =
        TprProcess.start(folder.resolve("out"), "dev", "--once", "--scenario", "nowhere")) {
      int exitCode = tpr.awaitExit(1, TimeUnit.MINUTES);

      assertThat(tpr.output())
          .contains("tpr dev:", "nowhere", "pilot-mixed")
          .doesNotContain("\tat ");
      assertThat(exitCode).isEqualTo(1);
    }
  }

  private String rolloutsBy(String kubeconfig) throws Exception {
    Path output = folder.resolve("kubectl");
    new ProcessBuilder(
            SharedApiServer.testBed().kubectl().toString(),
            "--kubeconfig=" + kubeconfig,
            "get",
            "tpr",
            "-A")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
    return Files.readString(output);
  }

  private static String firstMatch(String output) {
    Matcher matcher = KUBECONFIG.matcher(output);
    return matcher.find() ? matcher.group(1) : "";
  }
}
