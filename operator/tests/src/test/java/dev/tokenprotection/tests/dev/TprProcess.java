package dev.tokenprotection.tests.dev;

import dev.tokenprotection.dev.testbed.ProjectHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tpr} as a process of its own. Nobody waits for it by a clock: it ends, or prints. */
final class TprProcess implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final StringBuilder output = new StringBuilder();
  private boolean ended;

  private TprProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static TprProcess start(String... arguments) throws IOException {
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
    return new TprProcess(new ProcessBuilder(line).redirectErrorStream(true).start());
  }

  /** The exit code, once it has ended and all of its output was read. */
  int awaitExit() throws InterruptedException {
    int exitCode = process.waitFor();
    reader.join();
    return exitCode;
  }

  /** The first group of the first match in its output, as soon as there is one. */
  synchronized String awaitMatch(Pattern pattern) throws InterruptedException {
    while (true) {
      Matcher matcher = pattern.matcher(output);
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (ended) {
        throw new AssertionError("tpr ended without " + pattern + ":\n" + output);
      }
      wait();
    }
  }

  /** Ctrl-C: SIGINT, which a JVM that was started in the background would ignore, so SIGTERM. */
  void stop() {
    process.destroy();
  }

  synchronized String output() {
    return output.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        append(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  private synchronized void append(String line) {
    output.append(line).append('\n');
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
