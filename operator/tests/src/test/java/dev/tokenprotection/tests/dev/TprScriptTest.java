package dev.tokenprotection.tests.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenprotection.dev.testbed.Command;
import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code tpr} with a Maven and a JVM that only pretend. */
class TprScriptTest {
  private static final String BUILDS =
      """
      #!/bin/sh
      echo "$*" >"$HOME/maven-arguments"
      echo '[INFO] Building Token Protection CRDs 0.1.0                              [2/8]'
      echo '[ERROR] something is wrong with it'
      %s
      """;

  @TempDir private Path directory;
  private Path home;
  private Path target;
  private Path jar;

  @BeforeEach
  void a_checkout() throws IOException {
    home = directory.resolve("checkout");
    target = home.resolve("operator/dev/target");
    jar = target.resolve("token-protection-dev-0.1.0.jar");
    Path original = ProjectHome.find().directory();
    for (String module : List.of("", "crds", "operator/core", "operator/simulator")) {
      module(home.resolve(module));
    }
    for (String module : List.of("entra", "kubernetes", "app", "dev")) {
      module(home.resolve("operator").resolve(module));
    }
    Files.createDirectories(home.resolve("crds/manifests"));
    Files.copy(original.resolve("tpr"), home.resolve("tpr"));
    Files.createDirectories(directory.resolve("jdk/bin"));
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("jdk/bin/javac", "#!/bin/sh\n");
    program(
        "jdk/bin/java",
        """
        #!/bin/sh
        for argument in "$@"; do
          case $argument in
            -XX:AOTCacheOutput=*) : >"${argument#*=}"; exit ;;
          esac
        done
        echo "java $*"
        """);
    program("bin/mvn", BUILDS.formatted("exit 1"));
  }

  @Test
  void a_build_says_at_once_what_it_is_doing_and_the_program_runs_when_it_is_over()
      throws IOException {
    program("bin/mvn", BUILDS.formatted(": >'%s'".formatted(jar)));

    Command.Outcome outcome = tpr("validate", "-f", "x y");

    assertThat(outcome.errors()).startsWith("tpr: building the program").doesNotContain("ERROR");
    assertThat(outcome.output()).startsWith("java ").endsWith("-jar " + jar + " validate -f x y\n");
    assertThat(outcome.exitCode()).isZero();
    assertThat(directory.resolve("maven-arguments")).content().contains("-Dmaven.test.skip=true");
  }

  @Test
  void a_build_that_fails_shows_its_errors_and_where_the_rest_is() {
    Command.Outcome outcome = tpr("validate");

    assertThat(outcome.errors().lines())
        .endsWith(
            "[ERROR] something is wrong with it",
            "tpr: the build failed; its whole output is in " + target.resolve("build.log"));
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void what_was_built_is_built_again_only_when_a_source_is_newer() throws IOException {
    built();
    assertThat(tpr("validate").exitCode()).isZero();

    Path source = Files.createFile(home.resolve("operator/app/src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(tpr("validate").errors()).contains("the build failed");
  }

  @Test
  void the_first_command_makes_the_cache_of_classes_and_the_next_one_starts_from_it()
      throws IOException {
    built();
    Path cache = target.resolve("tpr.aot");

    assertThat(tpr("validate").output()).doesNotContain("AOTCache");
    await().until(() -> Files.exists(cache));
    Command.Outcome next = tpr("validate");

    assertThat(next.output()).contains("-XX:AOTCache=" + cache, "-Xlog:aot=off");
    assertThat(next.errors()).isEmpty();
  }

  @Test
  void dev_says_that_it_starts_before_the_jvm_does_and_help_is_only_help() throws IOException {
    built();

    assertThat(tpr("dev", "--once").errors()).isEqualTo("tpr: starting …");
    assertThat(tpr("dev", "--help").errors()).isEmpty();
  }

  @Test
  void a_cache_of_an_older_build_is_not_used() throws IOException {
    built();
    Path cache = Files.createFile(target.resolve("tpr.aot"));
    Files.setLastModifiedTime(cache, FileTime.from(Instant.EPOCH));

    assertThat(tpr("validate").output()).doesNotContain("-XX:AOTCache=");
  }

  private void built() throws IOException {
    Files.createDirectories(target);
    Files.createFile(jar);
  }

  private Command.Outcome tpr(String... arguments) {
    List<Object> line =
        new ArrayList<>(
            List.of(
                "-i",
                "PATH=" + directory.resolve("bin") + ":/usr/bin:/bin",
                "HOME=" + directory,
                "JDK25_HOME=" + directory.resolve("jdk"),
                "bash",
                home.resolve("tpr")));
    line.addAll(List.of(arguments));
    return Command.of(Path.of("/usr/bin/env"), line.toArray()).run("");
  }

  private static void module(Path module) throws IOException {
    Files.createDirectories(module.resolve("src/main"));
    Files.createFile(module.resolve("pom.xml"));
  }

  private void program(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
