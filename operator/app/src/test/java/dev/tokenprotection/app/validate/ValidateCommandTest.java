package dev.tokenprotection.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  private static final String APPROVAL =
      """
      apiVersion: tokenprotection.dev/v1alpha1
      kind: StageApproval
      metadata:
        name: yes-of-ada
      spec:
        rolloutRef:
          name: office
        requestId: r-1
        approver: ada@contoso.com
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void what_is_fine_exits_with_0() throws IOException {
    assertThat(run("", "-f", write("a.yaml", APPROVAL))).isZero();
    assertThat(out).hasToString("1 checked, 0 skipped, 0 problems" + System.lineSeparator());
  }

  @Test
  void what_is_refused_exits_with_1_and_is_told_by_file_and_line() throws IOException {
    String file = write("a.yaml", APPROVAL.replace("r-1", "\"\""));
    assertThat(run("", "-f", file)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(
            file
                + ":8: StageApproval yes-of-ada: spec.requestId: Invalid value: \"\": should be at"
                + " least 1 chars long\n");
  }

  @Test
  void several_files_directories_and_standard_input_go_together() throws IOException {
    Path sub = Files.createDirectory(directory.resolve("sub"));
    Files.writeString(Files.createDirectory(sub.resolve("below")).resolve("b.yml"), APPROVAL);
    Files.writeString(sub.resolve("c.json"), "{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}");
    Files.writeString(sub.resolve("notes.txt"), "not a manifest: [");
    int code = run(APPROVAL, "-f", write("a.yaml", APPROVAL), "-f", sub.toString(), "-f", "-");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("skipped: v1 Secret\n")
        .contains("3 checked, 1 skipped, 0 problems");
  }

  @Test
  void json_is_an_object_with_the_documented_members() throws IOException {
    String file = write("a.yaml", APPROVAL.replace("  requestId: r-1\n", ""));
    assertThat(run("", "-f", file, "--output", "json")).isEqualTo(1);
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"valid": false, "checked": 1, "skipped": [], "problems": [{
                  "source": "FILE", "line": 5, "resource": "StageApproval yes-of-ada",
                  "path": "spec.requestId", "message": "Required value"}]}
                """
                    .replace("FILE", file));
    assertThat(new ObjectMapper().readTree(out.toString())).isEqualTo(expected);
  }

  @Test
  void a_file_that_is_not_there_exits_with_2() {
    assertThat(run("", "-f", "nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere.yaml can't be read");
  }

  @Test
  void a_directory_without_manifests_exits_with_2() {
    assertThat(run("", "-f", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("ends with .yaml, .yml or .json");
  }

  @Test
  void no_file_or_an_unknown_format_exits_with_2() throws IOException {
    assertThat(run("")).isEqualTo(2);
    assertThat(run("", "-f", write("a.yaml", APPROVAL), "-o", "xml")).isEqualTo(2);
    assertThat(err.toString()).contains("'xml' is neither text nor json");
  }

  @Test
  void yaml_that_cannot_be_read_is_a_problem_of_the_file() throws IOException {
    String file = write("a.yaml", "a: [1\nb: 2\n");
    assertThat(run("", "-f", file)).isEqualTo(1);
    assertThat(out.toString()).startsWith(file + ":2: ");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int run(String standardInput, String... arguments) {
    var input = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new ValidateCommand(List.of(), input))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
