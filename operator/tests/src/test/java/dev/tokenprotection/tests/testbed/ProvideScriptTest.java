package dev.tokenprotection.tests.testbed;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which the servers' programs are found, with a compiler that only pretends. */
class ProvideScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "basename",
          "bash",
          "cat",
          "cut",
          "dirname",
          "flock",
          "mkdir",
          "mktemp",
          "mv",
          "rm",
          "sha256sum",
          "shasum",
          "tr",
          "uname");

  private static final String PRETENDED_COMPILER =
      """
      #!/bin/sh
      echo "$*" >>"$CALLS"
      while [ "$1" != -o ]; do shift; done
      mkdir -p "$(dirname "$2")"
      echo '#!/bin/sh' >"$2"
      chmod +x "$2"
      """;

  @TempDir private Path directory;
  private Path path;
  private Path cache;
  private Path calls;

  @BeforeEach
  void only_the_tools_that_it_names_are_there() throws IOException {
    path = Files.createDirectory(directory.resolve("path"));
    cache = directory.resolve("cache");
    calls = Files.createFile(directory.resolve("calls"));
    for (String tool : TOOLS) {
      link(tool);
    }
  }

  @Test
  void a_directory_that_the_user_names_comes_first() throws Exception {
    Path named = directory.resolve("named");
    for (String program : List.of("kube-apiserver", "etcd", "kubectl")) {
      executable(named.resolve("k8s").resolve("1.30.0-" + platform()).resolve(program), "");
    }

    Result result = provide(Map.of("TPR_TESTBED_DIR", named.toString()));

    assertThat(result).isEqualTo(new Result(0, named + "\n", ""));
  }

  @Test
  void a_named_directory_without_the_programs_is_an_error_and_nothing_else_is_tried()
      throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Result result = provide(Map.of("TPR_TESTBED_DIR", directory.toString()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("no k8s/<version>-" + platform() + "/kube-apiserver");
    assertThat(calls).isEmptyFile();
  }

  @Test
  void a_toolchain_builds_all_four_programs_into_the_cache_and_the_next_run_finds_them()
      throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Result first = provide(Map.of());
    Files.delete(path.resolve("go"));
    Result second = provide(Map.of());

    Path found = Path.of(first.output().strip());
    assertThat(found).hasParent(cache.resolve("token-protection-operator").resolve("testbed"));
    assertThat(found.resolve("k8s").resolve("1.36.3-" + platform()))
        .isDirectoryContaining("glob:**/kube-apiserver")
        .isDirectoryContaining("glob:**/etcd")
        .isDirectoryContaining("glob:**/kubectl");
    assertThat(found.resolve("bin").resolve("helm")).isExecutable();
    assertThat(first.errors()).contains("building kube-apiserver");
    assertThat(second).isEqualTo(new Result(0, first.output(), ""));
  }

  @Test
  void two_builds_at_once_build_once_where_there_is_flock() throws Exception {
    assumeThat(path.resolve("flock")).exists();
    pretendToCompile(PRETENDED_COMPILER);

    CompletableFuture<Result> other = CompletableFuture.supplyAsync(() -> provide(Map.of()));
    Result result = provide(Map.of());

    assertThat(result.output()).isEqualTo(other.join().output());
    assertThat(calls).content().hasLineCount(4);
  }

  @Test
  void a_build_that_fails_leaves_nothing_that_could_be_taken_for_a_whole_one() throws Exception {
    pretendToCompile("#!/bin/sh\necho 'no space left' >&2\nexit 2\n");

    Result result = provide(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("no space left")
        .contains("go build k8s.io/kubernetes/cmd/kube-apiserver failed");
    try (Stream<Path> left = Files.list(cache.resolve("token-protection-operator/testbed"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void without_a_toolchain_the_exit_code_tells_so() throws Exception {
    assertThat(provide(Map.of()).exitCode()).isEqualTo(3);
  }

  private record Result(int exitCode, String output, String errors) {}

  private Result provide(Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            path.resolve("bash").toString(), ProjectHome.find().testBedScript().toString());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> process.errorReader().lines().collect(joining("\n")));
      String output = new String(process.getInputStream().readAllBytes());
      return new Result(process.waitFor(), output, errors.join());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pretendToCompile(String script) throws IOException {
    executable(path.resolve("go"), script);
    link("sh");
    link("chmod");
  }

  private void link(String tool) throws IOException {
    for (String place : List.of("/usr/bin", "/bin")) {
      Path original = Path.of(place, tool);
      if (Files.exists(original)) {
        Files.createSymbolicLink(path.resolve(tool), original);
        return;
      }
    }
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static String platform() {
    return SharedApiServer.testBed().servers().getFileName().toString().replaceFirst("^[^-]+-", "");
  }
}
