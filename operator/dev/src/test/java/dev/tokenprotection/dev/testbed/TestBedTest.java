package dev.tokenprotection.dev.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.dev.testbed.TestBed.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which the servers are looked for. */
class TestBedTest {
  private static final String NOTHING_CACHED = "[ $1 != --cached ] || exit 4\n";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Progress progress = new Progress(new PrintStream(shown), false, () -> 0);
  private final ServerMirror mirror = ServerMirror.start();

  @TempDir private Path directory;
  private Path cache;

  @BeforeEach
  void a_checkout() throws IOException {
    cache = directory.resolve("cache");
    Path pins = home().testBedScript().resolveSibling("kubernetes").resolve("go.mod");
    Files.createDirectories(pins.getParent());
    Files.writeString(pins, "require k8s.io/kubernetes v1.36.3\n");
  }

  @AfterEach
  void end() {
    mirror.close();
    progress.close();
  }

  @Test
  void a_directory_that_the_user_names_comes_first_and_its_newest_version_is_taken()
      throws IOException {
    script("exit 1");
    mirror.offer("1.36.3");
    for (String version : List.of("1.9.1", "1.36.0", "1.36.12", "1.36.3")) {
      servers(directory.resolve("named"), version);
    }

    TestBed testBed = provide(Optional.of(directory.resolve("named")), mirror.index());

    assertThat(testBed.servers()).isEqualTo(directory.resolve("named/k8s/" + of("1.36.12")));
    assertThat(mirror.requests()).isEmpty();
  }

  @Test
  void a_named_directory_without_servers_is_an_error_and_nothing_else_is_tried()
      throws IOException {
    script("exit 1");
    mirror.offer("1.36.3");

    assertThatThrownBy(() -> provide(Optional.of(directory), mirror.index()))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("%s was named, but has no k8s".formatted(directory));
    assertThat(mirror.requests()).isEmpty();
  }

  @Test
  void what_was_built_before_is_not_fetched() throws IOException {
    servers(directory.resolve("built"), "1.36.3");
    script("echo '%s'".formatted(directory.resolve("built")));

    assertThat(provide(Optional.empty(), mirror.index()).servers())
        .isEqualTo(directory.resolve("built/k8s/" + of("1.36.3")));
    assertThat(mirror.requests()).isEmpty();
  }

  @Test
  void what_was_fetched_before_is_not_fetched_again() throws IOException {
    script(NOTHING_CACHED + "exit 1");
    mirror.offer("1.36.3");

    TestBed first = provide(Optional.empty(), mirror.index());
    mirror.close();

    assertThat(first.servers()).isEqualTo(cache.resolve("downloaded/k8s/" + of("1.36.3")));
    assertThat(first.kubectl()).isExecutable().hasParent(first.servers());
    assertThat(provide(Optional.empty(), mirror.index()).servers()).isEqualTo(first.servers());
  }

  @Test
  void what_can_not_be_fetched_is_built_and_one_line_says_why() throws IOException {
    servers(directory.resolve("built"), "1.36.3");
    script(
        NOTHING_CACHED
            + "echo 'testbed: building etcd' >&2; echo '%s'".formatted(directory.resolve("built")));
    mirror.offer("1.36.3");
    mirror.close();

    TestBed testBed = provide(Optional.empty(), mirror.index());

    assertThat(testBed.servers()).isEqualTo(directory.resolve("built/k8s/" + of("1.36.3")));
    assertThat(shown.toString().lines())
        .containsExactly(
            "tpr: looking for Kubernetes 1.36.3 at 127.0.0.1 …",
            "tpr: the servers can't be downloaded: %s can't be read: ConnectException: Connection refused"
                .formatted(mirror.index()),
            "tpr: building etcd …");
  }

  @Test
  void one_error_names_every_way_to_the_servers_and_what_came_of_each() throws IOException {
    script(NOTHING_CACHED + "echo 'testbed: no Go toolchain found' >&2; exit 1");

    assertThatThrownBy(() -> provide(Optional.empty(), Optional.empty()))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("(1) name a directory")
        .hasMessageContaining("--servers or in TPR_TESTBED_DIR")
        .hasMessageContaining("(2) copy the cache")
        .hasMessageContaining(".cache/token-protection-operator/testbed")
        .hasMessageContaining("(3) reach the downloads of kubernetes-sigs/controller-tools")
        .hasMessageContaining("(4) install Go")
        .hasMessageEndingWith(
            "What happened: TPR_TESTBED_INDEX turns the download off; testbed: no Go toolchain found");
  }

  @Test
  void the_version_to_fetch_is_the_one_that_the_project_pins() {
    assertThat(ProjectHome.find().kubernetesVersion()).matches("1\\.\\d+\\.\\d+");
  }

  private TestBed provide(Optional<Path> named, Optional<ServerDownload> download) {
    return TestBed.provide(home(), new Sources(named, cache, download), progress);
  }

  private TestBed provide(Optional<Path> named, URI index) {
    return provide(named, Optional.of(new ServerDownload(index)));
  }

  private ProjectHome home() {
    return new ProjectHome(directory.resolve("checkout"));
  }

  private void script(String commands) throws IOException {
    Files.writeString(home().testBedScript(), commands);
  }

  private static void servers(Path directory, String version) throws IOException {
    Path servers = Files.createDirectories(directory.resolve("k8s").resolve(of(version)));
    for (String program : List.of("kube-apiserver", "etcd")) {
      Path file = Files.createFile(servers.resolve(program));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static String of(String version) {
    return version + "-" + ServerDownload.platform();
  }
}
