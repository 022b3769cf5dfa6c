package dev.tokenprotection.tests.dev;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the program {@code tpr} with its output in a file. */
final class TprProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private TprProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static TprProcess start(Path output, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Dtpr.home=" + ProjectHome.find().directory(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.tokenprotection.dev.Main"));
    line.addAll(List.of(arguments));
    return new TprProcess(
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
        output);
  }

  /** The exit code; fails when the process does not end in time. */
  int awaitExit(long atMost, TimeUnit unit) throws InterruptedException {
    if (!process.waitFor(atMost, unit)) {
      throw new AssertionError("tpr did not end; its output so far:\n" + output());
    }
    return process.exitValue();
  }

  /** Ctrl-C: SIGINT, which a JVM that was started in the background would ignore, so SIGTERM. */
  void stop() {
    process.destroy();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
