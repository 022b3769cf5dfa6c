package dev.tokenprotection.tests.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the image, and that its program does there what it does elsewhere. */
@Tag("image")
class ShippedImageTest {
  @TempDir private Path folder;

  @Test
  void nothing_in_it_can_be_run_but_java() throws IOException {
    assertThat(files())
        .filteredOn(file -> file.getParent().getFileName().toString().matches("s?bin"))
        .extracting(file -> "/" + ShippedImage.get().root().relativize(file))
        .containsExactly("/opt/java/bin/java");
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .doesNotContain("sh", "bash", "busybox", "apt", "dpkg");
  }

  @Test
  void only_what_the_operator_needs_is_in_it() throws IOException {
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .filteredOn(name -> name.endsWith(".jar"))
        .contains("token-protection-app-0.1.0.jar")
        .noneMatch(
            name ->
                name.matches(
                    "token-protection-(simulator|dev|tests|image).*|kube-api-test.*|bc.*|junit.*"));
  }

  @Test
  void the_archive_of_classes_is_taken() throws Exception {
    List<String> command = new ArrayList<>(ShippedImage.get().command());
    command.add(1, "-Xlog:class+load");
    command.add("--version");

    String output = output(command);

    assertThat(output)
        .contains("tpr 0.1.0")
        .containsPattern("dev\\.tokenprotection\\.app\\.Main source: shared objects file");
  }

  @Test
  void the_examples_are_valid() throws Exception {
    Path examples = ProjectHome.find().directory().resolve("examples");

    assertThat(output("validate", "-f", examples.toString())).contains("0 problems");
  }

  @Test
  void a_rule_of_the_schema_in_cel_is_evaluated() throws Exception {
    Path example = ProjectHome.find().directory().resolve("examples/windows/rollout.yaml");
    Path invalid =
        Files.writeString(
            folder.resolve("rollout.yaml"),
            Files.readString(example).replaceFirst("state: ReportOnly", "state: Enforced"));

    assertThat(output("validate", "-f", invalid.toString()))
        .contains("the first stage must be ReportOnly");
  }

  private static String output(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(ShippedImage.get().command());
    command.addAll(List.of(arguments));
    return output(command);
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(ShippedImage.get().root())) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
