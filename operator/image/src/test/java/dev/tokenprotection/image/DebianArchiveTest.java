package dev.tokenprotection.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianArchiveTest {
  private static final byte[] CONTENT = "a package".getBytes(StandardCharsets.UTF_8);
  private static final DebianPackage WANTED =
      new DebianPackage(
          "libc6",
          "2.41-12+deb13u5",
          "amd64",
          "debian",
          "pool/libc6.deb",
          Digests.of(CONTENT).substring("sha256:".length()));

  @TempDir private Path cache;
  private HttpServer mirror;
  private byte[] served = CONTENT;
  private int requests;

  @BeforeEach
  void serve() throws IOException {
    mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mirror.createContext(
        "/debian/pool/libc6.deb",
        exchange -> {
          requests++;
          exchange.sendResponseHeaders(200, served.length);
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    mirror.start();
  }

  @AfterEach
  void stop() {
    mirror.stop(0);
  }

  @Test
  void a_package_is_downloaded_once() throws IOException {
    assertThat(archive().fetch(WANTED)).hasBinaryContent(CONTENT);
    assertThat(archive().fetch(WANTED)).hasBinaryContent(CONTENT);
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void what_lies_in_the_cache_with_other_bytes_is_not_used() throws IOException {
    Path file = archive().fetch(WANTED);
    Files.writeString(file, "tampered with");

    assertThat(archive().fetch(WANTED)).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void every_pinned_package_has_a_digest(String architecture) throws IOException {
    List<DebianPackage> pinned = DebianArchive.pinned(architecture);

    assertThat(pinned)
        .extracting(DebianPackage::name)
        .containsExactly("base-files", "ca-certificates", "libc6", "libgcc-s1", "zlib1g");
    assertThat(pinned).allSatisfy(p -> assertThat(p.sha256()).matches("[0-9a-f]{64}"));
  }

  @Test
  void an_architecture_without_pinned_packages_is_refused_by_name() {
    assertThatThrownBy(() -> DebianArchive.pinned("riscv64"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("riscv64");
  }

  private DebianArchive archive() {
    return new DebianArchive("http://127.0.0.1:" + mirror.getAddress().getPort(), cache);
  }
}
