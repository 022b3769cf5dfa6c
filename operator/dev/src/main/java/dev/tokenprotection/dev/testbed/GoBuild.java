package dev.tokenprotection.dev.testbed;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of the test bed, built from pinned Go modules into the user's cache by the script
 * {@code operator/tests/testbed/provide}.
 *
 * @param script that script
 */
record GoBuild(Path script) {
  private static final int NOT_CACHED = 4;
  private static final Pattern LINE = Pattern.compile("testbed: (.*)");
  private static final Pattern HOW_FAR = Pattern.compile("\\d+ of \\d+ .*");

  /**
   * The directory with programs that were built before; empty when one of them was not.
   *
   * @throws TestBedException when the script fails, with its words
   */
  Optional<Path> cached(List<String> programs) {
    Command.Outcome outcome = command("--cached", programs).run("");
    return outcome.exitCode() == NOT_CACHED ? Optional.empty() : Optional.of(directory(outcome));
  }

  /**
   * Builds those of the programs that were not built before, which takes minutes.
   *
   * @throws TestBedException when they can't be built, with the script's words
   */
  Path build(List<String> programs, Progress progress) {
    return directory(command("--built", programs).run("", line -> report(line, progress)));
  }

  private Command command(String mode, List<String> programs) {
    Object[] arguments =
        Stream.concat(Stream.of(script, mode), programs.stream()).toArray(Object[]::new);
    return Command.of(Path.of("bash"), arguments);
  }

  private static Path directory(Command.Outcome outcome) {
    if (!outcome.succeeded()) {
      throw new TestBedException(outcome.errors().strip());
    }
    return Path.of(outcome.output().strip());
  }

  private static void report(String line, Progress progress) {
    Matcher own = LINE.matcher(line);
    if (!own.matches()) {
      progress.say(line);
    } else if (HOW_FAR.matcher(own.group(1)).matches()) {
      progress.at(own.group(1));
    } else {
      progress.begin(own.group(1));
    }
  }
}
