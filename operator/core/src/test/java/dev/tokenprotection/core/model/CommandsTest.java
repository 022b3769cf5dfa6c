package dev.tokenprotection.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
  static Stream<String> all() {
    return Stream.of(
        Commands.stop("security", "office"),
        Commands.resume("security", "office", "qs43rs"),
        Commands.retry("security", "office"),
        Commands.approve("security", "office"),
        Commands.annotateRollout("security", "office", "accept-stages", "v1:0d42"),
        Commands.annotateTenant("security", "contoso", "confirm-break-glass", "v1:0d42"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_command_names_the_namespace(String command) {
    assertThat(command).contains(" -n security").doesNotContain("<", "  ");
  }

  @Test
  void a_stop_tells_who_and_when_and_is_new_each_time() {
    assertThat(Commands.stop("security", "office"))
        .isEqualTo(
            "kubectl annotate tpr office -n security"
                + " tokenprotection.dev/emergency-stop=$(whoami)-$(date +%s) --overwrite");
  }

  @Test
  void a_retry_begins_with_the_user_name_that_admission_asks_for() {
    assertThat(Commands.retry("security", "office"))
        .isEqualTo(
            "kubectl annotate tpr office -n security tokenprotection.dev/retry=\"$(kubectl auth"
                + " whoami -o jsonpath='{.status.userInfo.username}')/$(date +%s)\" --overwrite");
  }

  @Test
  void a_value_from_elsewhere_never_reaches_the_shell() {
    assertThat(Commands.annotateRollout("security", "office", "take-over", "x'; rm -rf $HOME"))
        .endsWith(" tokenprotection.dev/take-over='x'\\''; rm -rf $HOME' --overwrite");
    assertThat(Commands.annotateRollout("security", "office", "take-over", "9f3e"))
        .endsWith(" tokenprotection.dev/take-over=9f3e --overwrite");
  }
}
