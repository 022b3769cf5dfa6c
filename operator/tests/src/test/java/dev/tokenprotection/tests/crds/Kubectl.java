package dev.tokenprotection.tests.crds;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real kubectl with all rights on the shared server, in one namespace. */
final class Kubectl {
  private static final int PATIENCE_SECONDS = 120;

  private final String namespace;
  private final Path directory;

  /**
   * What a run printed.
   *
   * @param exitCode 0 if all went well
   */
  record Printed(int exitCode, String output, String errors) {}

  /**
   * A kubectl for one namespace.
   *
   * @param directory for its files; the caller removes it
   */
  Kubectl(String namespace, Path directory) {
    this.namespace = namespace;
    this.directory = directory;
  }

  Printed run(String... arguments) {
    try {
      Path kubeconfig = directory.resolve("kubeconfig");
      Path output = Files.createTempFile(directory, "out", "");
      Path errors = Files.createTempFile(directory, "err", "");
      Files.writeString(kubeconfig, SharedApiServer.get().kubeconfig());
      List<String> line = new ArrayList<>();
      line.add(SharedApiServer.get().kubectl().toString());
      line.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--namespace", namespace));
      line.addAll(List.of("--cache-dir", directory.resolve("cache").toString()));
      line.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("kubectl did not end: " + line);
      }
      return new Printed(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while kubectl ran", e);
    }
  }
}
