package dev.tokenprotection.tests.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine, run to its end in a folder.
 *
 * @param folder where it runs and where its output is kept
 * @param environment added to that of this process
 */
record Program(Path folder, Map<String, String> environment) {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** How it ended, and all that it printed. */
  record Ended(int exitCode, String output) {}

  /** Runs it. Throws when it cannot be started or takes longer than a quarter of an hour. */
  Ended run(String... command) {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(List.of(command) + " did not end within " + LONGEST);
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + List.of(command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + List.of(command), e);
    }
  }

  /** Runs it; throws with its output unless it ends with 0. */
  void mustRun(String... command) {
    Ended ended = run(command);
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(
          List.of(command) + " ended with " + ended.exitCode() + ":\n" + ended.output());
    }
  }
}
