package dev.tokenprotection.tests.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCommandTest {
  private static final Pattern KUBECONFIG = Pattern.compile("export KUBECONFIG=(\\S+)\n");
  private static final Pattern STARTED = Pattern.compile("(office-windows) +Normal +Started");

  @TempDir private Path folder;

  @BeforeAll
  static void programs() {
    // Found or built once, by this JVM, so that its progress is seen here.
    SharedApiServer.testBed();
  }

  @Test
  void once_shows_every_event_and_every_rollout_and_ends_well_when_all_are_completed()
      throws Exception {
    try (TprProcess tpr = TprProcess.start("dev", "--once")) {
      int exitCode = tpr.awaitExit();

      assertThat(tpr.output())
          .contains("office-windows", "office-apple", "Promoted", "Completed")
          .contains("All rollouts are completed.")
          .contains("Report:");
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void a_scenario_that_can_not_be_enforced_ends_with_an_exit_code_of_its_own() throws Exception {
    try (TprProcess tpr = TprProcess.start("dev", "--once", "--scenario", "pilot-mixed")) {
      int exitCode = tpr.awaitExit();

      assertThat(tpr.output()).contains("GateFailed", "1002", "1008");
      assertThat(exitCode).isEqualTo(3);
    }
  }

  @Test
  void the_kubeconfig_works_with_any_kubectl_and_nothing_is_left_after_a_stop() throws Exception {
    try (TprProcess tpr = TprProcess.start("dev")) {
      String kubeconfig = tpr.awaitMatch(KUBECONFIG);
      tpr.awaitMatch(STARTED);

      assertThat(rolloutsBy(kubeconfig)).contains("office-windows");
      tpr.stop();
      tpr.awaitExit();

      String directory = Path.of(kubeconfig).getParent().toString();
      assertThat(ProcessHandle.allProcesses())
          .noneMatch(process -> process.info().commandLine().orElse("").contains(directory));
      assertThat(Path.of(directory)).doesNotExist();
    }
  }

  @Test
  void a_scenario_that_does_not_exist_is_told_in_one_sentence() throws Exception {
    try (TprProcess tpr = TprProcess.start("dev", "--once", "--scenario", "nowhere")) {
      int exitCode = tpr.awaitExit();

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
}
