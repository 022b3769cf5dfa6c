package dev.tokenprotection.dev.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that the program prints for people to copy are put together in one place. */
class PrintedCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "\"[^\"\\n]*(kubectl (annotate|patch|delete|scale|apply|describe|get|create|edit|label)"
              + "|tpr (approve|plan) \"? ?\\+)");

  @Test
  void no_code_but_that_of_the_commands_puts_one_together() throws IOException {
    Path operator = ProjectHome.find().directory().resolve("operator");
    try (Stream<Path> files = Files.walk(operator)) {
      List<String> others =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/"))
              .filter(file -> !file.endsWith("core/model/Commands.java"))
              .filter(file -> COMMAND.matcher(text(file)).find())
              .map(file -> operator.relativize(file).toString())
              .sorted()
              .toList();
      assertThat(others).isEmpty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
