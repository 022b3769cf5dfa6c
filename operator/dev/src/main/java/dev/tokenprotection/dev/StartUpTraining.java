package dev.tokenprotection.dev;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What the script {@code tpr} runs once after a build, so that the JVM writes the classes that
 * commands for people load into an ahead-of-time cache. It changes nothing and needs no network.
 *
 * <p>What a training run has not linked is left out of the cache, and so is all that refers to it:
 * the wrong usage is there for picocli's exceptions.
 */
public final class StartUpTraining {
  private StartUpTraining() {}

  /**
   * Runs the commands.
   *
   * @param arguments a folder with manifests
   */
  public static void main(String[] arguments) {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    for (List<String> line :
        List.of(
            List.of("validate", "-f", arguments[0]),
            List.of("--help"),
            List.of("validate", "--help"),
            List.of("plan", "--help"),
            List.of("approve", "--help"),
            List.of("dev", "--help"),
            List.of("--no-such-option"))) {
      String[] words = line.toArray(String[]::new);
      CommandLine tpr = Main.commandLine(words);
      tpr.setOut(new PrintWriter(new StringWriter()));
      tpr.execute(words);
    }
  }
}
