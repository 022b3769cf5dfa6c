package dev.tokenprotection.dev.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of another program, to its end.
 *
 * @param line the program and its arguments
 * @param environment variables that it gets beside those of this process
 */
public record Command(List<String> line, Map<String, String> environment) {
  /**
   * A thread of its own for each stream: on a pool with one thread, the second stream would be read
   * when the first has ended, and a program that fills its pipe meanwhile would never end.
   */
  private static final Executor READERS =
      task -> Thread.ofPlatform().daemon().name("read-output").start(task);

  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** A run of {@code program}. */
  public static Command of(Path program, Object... arguments) {
    return new Command(
        Stream.concat(Stream.of(program), Stream.of(arguments)).map(Object::toString).toList(),
        Map.of());
  }

  /** The same run with one more environment variable. */
  Command with(String variable, String value) {
    return new Command(line, Map.of(variable, value));
  }

  /**
   * How a run ended.
   *
   * @param exitCode the program's own
   * @param output its standard output
   * @param errors its standard error
   */
  public record Outcome(int exitCode, String output, String errors) {
    /** Whether the exit code says so. */
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Runs with {@code input} on standard input. */
  public Outcome run(String input) {
    return run(input, line -> {});
  }

  /**
   * Runs with {@code input} on standard input.
   *
   * @param progress gets each line of standard error as it comes, on another thread
   * @throws TestBedException when the program can't be started, or the waiting is interrupted (the
   *     program is then ended)
   */
  public Outcome run(String input, Consumer<String> progress) {
    Process process = start();
    try {
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> text(process.getInputStream()), READERS);
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> lines(process, progress), READERS);
      feed(process, input);
      int exitCode = process.waitFor();
      return new Outcome(exitCode, output.join(), errors.join());
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new TestBedException("Interrupted while %s ran.".formatted(line.getFirst()), e);
    }
  }

  private Process start() {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    try {
      return builder.start();
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

  private static String lines(Process process, Consumer<String> progress) {
    StringBuilder lines = new StringBuilder();
    try (var reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        progress.accept(line);
        lines.append(lines.isEmpty() ? "" : "\n").append(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.toString();
  }
}
