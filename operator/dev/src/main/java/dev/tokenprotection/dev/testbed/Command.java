package dev.tokenprotection.dev.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of another program, to its end.
 *
 * @param line the program and its arguments
 */
record Command(List<String> line) {
  Command {
    line = List.copyOf(line);
  }

  static Command of(Path program, Object... arguments) {
    return new Command(
        Stream.concat(Stream.of(program), Stream.of(arguments)).map(Object::toString).toList());
  }

  /**
   * How a run ended.
   *
   * @param exitCode the program's own
   * @param output its standard output
   * @param errors its standard error
   */
  record Outcome(int exitCode, String output, String errors) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Runs with {@code input} on standard input. */
  Outcome run(String input) {
    return run(input, line -> {});
  }

  /**
   * Runs with {@code input} on standard input.
   *
   * @param progress gets each line of standard error as it comes, on another thread
   * @throws TestBedException when the program can't be started, or the waiting is interrupted (the
   *     program is then ended)
   */
  Outcome run(String input, Consumer<String> progress) {
    Process process = start();
    try {
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> lines(process.getErrorStream(), progress));
      feed(process, input);
      int exitCode = process.waitFor();
      return new Outcome(exitCode, output.join(), errors.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new TestBedException("Interrupted while %s ran.".formatted(line.getFirst()), e);
    }
  }

  private Process start() {
    try {
      return new ProcessBuilder(line).start();
    } catch (IOException e) {
      throw new TestBedException(
          "%s could not be started: %s.".formatted(line.getFirst(), e.getMessage()), e);
    }
  }

  private static void feed(Process process, String input) {
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    } catch (IOException e) {
      // The program ended without reading all of it; its exit code tells why.
      return;
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lines(InputStream stream, Consumer<String> progress) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
        .lines()
        .peek(progress)
        .collect(Collectors.joining("\n"));
  }
}
