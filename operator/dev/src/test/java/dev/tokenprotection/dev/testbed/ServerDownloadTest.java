package dev.tokenprotection.dev.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerDownloadTest {
  private final Progress progress =
      new Progress(new PrintStream(new ByteArrayOutputStream()), false, () -> 0);
  private final ServerMirror mirror = ServerMirror.start();

  @TempDir private Path directory;

  @AfterEach
  void end() {
    mirror.close();
    progress.close();
  }

  @Test
  void the_servers_of_an_archive_can_be_run_and_nothing_else_is_left() {
    mirror.offer("1.36.3");

    new ServerDownload(mirror.index()).into(directory, "1.36.3", progress);

    Path servers = directory.resolve("k8s").resolve("1.36.3-" + ServerDownload.platform());
    for (String program : new String[] {"kube-apiserver", "etcd", "kubectl"}) {
      assertThat(Command.of(servers.resolve(program)).run("").output()).isEqualTo("1.36.3\n");
    }
    assertThat(directory).isDirectoryNotContaining("glob:**unfinished*");
  }

  @Test
  void platforms_have_the_names_that_the_published_archives_have() {
    assertThat(ServerDownload.platform()).matches("(linux|darwin)-(amd64|arm64)");
  }

  @Test
  void without_an_archive_of_the_version_the_newest_of_its_minor_is_taken() {
    mirror.offer("1.36.2");
    mirror.offer("1.36.10");
    mirror.offer("1.37.0");

    new ServerDownload(mirror.index()).into(directory, "1.36.3", progress);

    assertThat(directory.resolve("k8s").resolve("1.36.10-" + ServerDownload.platform())).exists();
  }

  @Test
  void without_an_archive_of_the_minor_nothing_is_fetched() {
    mirror.offer("1.35.0");

    refused("has no Kubernetes 1.36.* for " + ServerDownload.platform());
    assertThat(mirror.requests()).hasSize(1);
  }

  @Test
  void an_archive_with_another_checksum_is_refused_and_nothing_of_it_is_kept() {
    byte[] archive = ServerMirror.archive("controller-tools/envtest/", "1.36.3");
    String other = ServerMirror.sha512("other".getBytes());
    mirror.offer("1.36.3", archive, other, ServerMirror.fileOf("1.36.3"));

    refused("is refused: its SHA-512 is " + ServerMirror.sha512(archive));
    assertThat(directory.resolve("k8s")).isEmptyDirectory();
    assertThat(directory).isDirectoryNotContaining("glob:**unfinished*");
  }

  @Test
  void an_archive_without_a_checksum_is_refused() {
    byte[] archive = ServerMirror.archive("controller-tools/envtest/", "1.36.3");
    mirror.offer("1.36.3", archive, "", ServerMirror.fileOf("1.36.3"));

    refused("is refused");
  }

  @Test
  void an_archive_that_is_missing_or_no_archive_is_said_with_its_address() {
    mirror.offer("1.36.3", new byte[0], ServerMirror.sha512(new byte[0]), "nowhere.tar.gz");
    refused("nowhere.tar.gz");

    mirror.offer(
        "1.36.3", new byte[0], ServerMirror.sha512(new byte[0]), ServerMirror.fileOf("1.36.3"));
    refused(ServerMirror.fileOf("1.36.3") + " could not be fetched");
  }

  @Test
  void an_index_that_never_answers_is_given_up_after_five_seconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI index = URI.create("http://127.0.0.1:%d/index.yaml".formatted(silent.getLocalPort()));

      assertThatThrownBy(() -> new ServerDownload(index).into(directory, "1.36.3", progress))
          .isInstanceOf(TestBedException.class)
          .hasMessageMatching(
              ".*/index.yaml (did not answer within 5 s|can't be read: .*timed out)");
    }
  }

  @Test
  void an_archive_that_never_comes_is_given_up_too() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:%d/archive.tar.gz".formatted(silent.getLocalPort());
      mirror.offer("1.36.3", new byte[0], "", address);
      ServerDownload hasty = new ServerDownload(mirror.index(), Duration.ofMillis(500));

      assertThatThrownBy(() -> hasty.into(directory, "1.36.3", progress))
          .isInstanceOf(TestBedException.class)
          .hasMessageContaining("/archive.tar.gz ");
    }
  }

  @Test
  void an_index_at_a_name_that_nobody_knows_is_one_sentence() {
    URI index = URI.create("http://nobody.invalid/index.yaml");

    assertThatThrownBy(() -> new ServerDownload(index).into(directory, "1.36.3", progress))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("http://nobody.invalid/index.yaml");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> new ServerDownload(mirror.index()).into(directory, "1.36.3", progress))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining(message);
  }
}
