package dev.tokenprotection.tests.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tokenprotection.dev.testbed.Command;
import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
          "uname",
          "wc");

  private static final String PRETENDED_COMPILER =
      """
      #!/bin/sh
      if [ "$1" = list ]; then echo a; echo b; exit; fi
      echo "$*" >>"$CALLS"
      echo example.org/package >&2
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

    Command.Outcome outcome =
        provide("TPR_TESTBED_DIR=" + named, "kube-apiserver", "etcd", "kubectl");

    assertThat(outcome).isEqualTo(new Command.Outcome(0, named + "\n", ""));
  }

  @Test
  void a_named_directory_without_the_programs_is_an_error_and_nothing_else_is_tried()
      throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Command.Outcome outcome = provide("TPR_TESTBED_DIR=" + directory, "kube-apiserver");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains("no k8s/<version>-" + platform() + "/kube-apiserver in it");
    assertThat(calls).isEmptyFile();
  }

  @Test
  void a_toolchain_builds_all_four_programs_into_the_cache_and_the_next_run_finds_them()
      throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Command.Outcome first = provide("");
    Files.delete(path.resolve("go"));
    Command.Outcome second = provide("");

    Path found = Path.of(first.output().strip());
    assertThat(found).hasParent(cache.resolve("token-protection-operator").resolve("testbed"));
    assertThat(found.resolve("k8s").resolve("1.36.3-" + platform()))
        .isDirectoryContaining("glob:**/kube-apiserver")
        .isDirectoryContaining("glob:**/etcd")
        .isDirectoryContaining("glob:**/kubectl");
    assertThat(found.resolve("bin").resolve("helm")).isExecutable();
    assertThat(first.errors()).contains("building kube-apiserver from source");
    assertThat(second).isEqualTo(new Command.Outcome(0, first.output(), ""));
  }

  @Test
  void only_what_is_asked_for_is_built() throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Path found = Path.of(provide("", "--built", "etcd").output().strip());

    assertThat(calls).content().hasLineCount(1);
    assertThat(found.resolve("k8s").resolve("1.36.3-" + platform()).resolve("etcd")).isExecutable();
    assertThat(found.resolve("bin")).doesNotExist();
  }

  @Test
  void the_cache_can_be_asked_without_building() throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    assertThat(provide("", "--cached", "etcd")).isEqualTo(new Command.Outcome(4, "", ""));
    assertThat(calls).isEmptyFile();
    String built = provide("", "--built", "etcd").output();
    assertThat(provide("", "--cached", "etcd")).isEqualTo(new Command.Outcome(0, built, ""));
    assertThat(provide("", "--cached", "etcd", "helm").exitCode()).isEqualTo(4);
  }

  @Test
  void a_program_that_does_not_exist_is_an_error() throws Exception {
    pretendToCompile(PRETENDED_COMPILER);

    Command.Outcome outcome = provide("", "nothing");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors())
        .isEqualTo(
            "testbed: there is no program nothing in the test bed; it has: kube-apiserver etcd kubectl helm kubeconform");
  }

  @Test
  void a_build_says_how_many_packages_are_done() throws Exception {
    pretendToCompile(
        """
        #!/bin/sh
        i=0
        if [ "$1" = list ]; then until [ $i -eq 60 ]; do i=$((i + 1)); echo p; done; exit; fi
        until [ $i -eq 60 ]; do i=$((i + 1)); echo "example.org/p$i" >&2; done
        while [ "$1" != -o ]; do shift; done
        echo >"$2"
        chmod +x "$2"
        """);

    assertThat(provide("", "--built", "etcd").errors().lines())
        .startsWith(
            "testbed: fetching the sources of etcd",
            "testbed: building etcd from source (once)",
            "testbed: 25 of 60 packages",
            "testbed: 50 of 60 packages")
        .last()
        .asString()
        .startsWith("testbed: built etcd in ");
  }

  @Test
  void two_builds_at_once_build_once_where_there_is_flock() throws Exception {
    assumeThat(path.resolve("flock")).exists();
    pretendToCompile(PRETENDED_COMPILER);

    try (ExecutorService others = Executors.newSingleThreadExecutor()) {
      Future<Command.Outcome> other = others.submit(() -> provide(""));
      Command.Outcome outcome = provide("");

      assertThat(outcome.output()).isEqualTo(other.get().output());
    }
    assertThat(calls).content().hasLineCount(4);
  }

  @Test
  void a_build_that_fails_leaves_nothing_that_could_be_taken_for_a_whole_one() throws Exception {
    pretendToCompile("#!/bin/sh\necho 'no space left' >&2\nexit 2\n");

    Command.Outcome outcome = provide("");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains("no space left")
        .contains("go build k8s.io/kubernetes/cmd/kube-apiserver failed");
    try (Stream<Path> left = Files.walk(cache)) {
      assertThat(left.filter(Files::isRegularFile)).allMatch(file -> file.endsWith("lock"));
    }
  }

  @Test
  void without_a_toolchain_one_line_says_so() {
    assertThat(provide("", "etcd"))
        .isEqualTo(new Command.Outcome(1, "", "testbed: no Go toolchain found to build etcd with"));
  }

  /**
   * Runs the script with one more variable, {@code NAME=value}, and nothing else of this process.
   */
  private Command.Outcome provide(String variable, String... arguments) {
    List<Object> line = new ArrayList<>(List.of("-i"));
    line.add("PATH=" + path);
    line.add("HOME=" + directory);
    line.add("XDG_CACHE_HOME=" + cache);
    line.add("CALLS=" + calls);
    if (!variable.isEmpty()) {
      line.add(variable);
    }
    line.add(path.resolve("bash"));
    line.add(ProjectHome.find().testBedScript());
    line.addAll(List.of(arguments));
    return Command.of(Path.of("/usr/bin/env"), line.toArray()).run("");
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
