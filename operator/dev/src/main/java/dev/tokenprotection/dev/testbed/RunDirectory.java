package dev.tokenprotection.dev.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one API server has on disk: certificates, logs, and its programs, each behind the script
 * that ends it with its starter.
 *
 * <p>One for each server, so that servers started at once, by whatever JVM, share nothing.
 *
 * @param directory the directory, in the layout that kube-api-test expects
 * @param version of the API server
 */
record RunDirectory(Path directory, String version) {
  private static final List<String> SERVERS = List.of("etcd", "kube-apiserver");
  private static final int LOG_LINES = 15;

  /** A new one, for the programs of a test bed. */
  static RunDirectory create(TestBed testBed) {
    try {
      // The real path: the script compares it with what the system shows of a process.
      Path directory = Files.createTempDirectory("tpr-apiserver-").toRealPath();
      String platformVersion = testBed.servers().getFileName().toString();
      Path servers = Files.createDirectories(directory.resolve("k8s").resolve(platformVersion));
      Path programs = Files.createDirectory(directory.resolve("programs"));
      for (String server : SERVERS) {
        Files.createSymbolicLink(programs.resolve(server), testBed.servers().resolve(server));
        copyScript(servers.resolve(server));
      }
      // kube-api-test asks kubectl for the default namespace; who starts the server does that.
      writeScript(servers.resolve("kubectl"), "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      return new RunDirectory(
          directory, platformVersion.substring(0, platformVersion.indexOf('-')));
    } catch (IOException e) {
      throw new TestBedException(
          "The directory for an API server could not be made: %s.".formatted(e.getMessage()), e);
    }
  }

  /** A file in it with the given text; the directory is this user's own. */
  Path file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in it, in Base64. */
  String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines that each server wrote. */
  String endOfLogs() {
    return SERVERS.stream().map(this::endOfLog).collect(Collectors.joining());
  }

  /** Removes it; what is gone already is no error. */
  void delete() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      // The server's script removes it at the same moment.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String endOfLog(String server) {
    Path log = directory.resolve(server + ".log");
    if (!Files.exists(log)) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).stream()
          .collect(Collectors.joining("\n  ", "\n" + server + ":\n  ", ""));
    } catch (IOException e) {
      return "%n%s: %s could not be read: %s".formatted(server, log, e.getMessage());
    }
  }

  private static void copyScript(Path target) throws IOException {
    try (InputStream script = RunDirectory.class.getResourceAsStream("tethered-server.sh")) {
      writeScript(target, script.readAllBytes());
    }
  }

  private static void writeScript(Path target, byte[] script) throws IOException {
    Files.write(target, script);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
  }
}
