package dev.tokenprotection.dev.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandTest {
  private static final String TWO_MEBIBYTES_OF_LINES =
      "i=0; while [ $i -lt 32768 ]; do echo '%s'; i=$((i + 1)); done".formatted("x".repeat(63));

  @Test
  void errors_are_read_while_the_output_is_still_open_however_much_there_is() {
    Command.Outcome outcome =
        shell("(%s) >&2; echo done".formatted(TWO_MEBIBYTES_OF_LINES)).run("");

    assertThat(outcome.output()).isEqualTo("done\n");
    assertThat(outcome.errors()).hasLineCount(32768);
  }

  @Test
  void output_is_read_while_the_errors_are_still_open_however_much_there_is() {
    Command.Outcome outcome =
        shell("(%s); echo done >&2".formatted(TWO_MEBIBYTES_OF_LINES)).run("");

    assertThat(outcome.output()).hasLineCount(32768);
    assertThat(outcome.errors()).isEqualTo("done");
  }

  @Test
  void a_line_arrives_when_it_is_printed_and_not_when_the_program_ends(@TempDir Path directory) {
    Path answer = directory.resolve("answer");
    List<String> lines = new ArrayList<>();

    // The program goes on only when its first line has arrived here.
    Command.Outcome outcome =
        shell("mkfifo '%1$s'; echo first >&2; cat '%1$s'; echo last >&2".formatted(answer))
            .run(
                "",
                line -> {
                  lines.add(line);
                  if (line.equals("first")) {
                    answerWith(answer);
                  }
                });

    assertThat(outcome.succeeded()).isTrue();
    assertThat(lines).containsExactly("first", "last");
  }

  @Test
  void the_exit_code_is_the_programs_own_and_unread_input_is_no_error() {
    assertThat(shell("exit 7").run("x".repeat(1 << 20)).exitCode()).isEqualTo(7);
  }

  @Test
  void a_variable_is_for_the_program_only() {
    assertThat(shell("echo $TPR_TEST_VARIABLE").with("TPR_TEST_VARIABLE", "seen").run("").output())
        .isEqualTo("seen\n");
  }

  private static Command shell(String script) {
    return Command.of(Path.of("/bin/sh"), "-c", script);
  }

  private static void answerWith(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
