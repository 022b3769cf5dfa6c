package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every part of the core that keeps a rule is broken on purpose, and the worlds notice each: a
 * suite that passes with a broken guard would prove nothing about the sound one. The sound core
 * passes the same worlds in {@link ExplorationTest}.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutationTest {
  private static final long FIRST_SEED = 20261124L;

  /** A broken part that so many worlds do not notice counts as unnoticed. */
  private static final int WORLDS = Integer.getInteger("mutation.worlds", 600);

  private static final Path PAGE = Path.of("../../docs/explanation/proof.md");

  @ParameterizedTest
  @MethodSource("parts")
  void the_worlds_notice_that_it_is_broken(Mutation mutation) throws IOException {
    Optional<RuleBroken.Rule> noticedBy = firstRuleBroken(mutation);

    assertThat(noticedBy).isPresent();
    assertThat(Files.readAllLines(PAGE)).contains(row(mutation, noticedBy.orElseThrow()));
  }

  @Test
  void the_page_on_what_is_proven_has_a_row_for_each_and_no_other() throws IOException {
    List<String> parts = Mutation.all().stream().map(Mutation::part).toList();

    assertThat(Files.readAllLines(PAGE))
        .filteredOn(line -> line.endsWith("`) |"))
        .extracting(line -> line.substring(2, line.indexOf(" |", 2)))
        .containsExactlyElementsOf(parts);
  }

  static Stream<Mutation> parts() {
    return Mutation.all().stream();
  }

  private static Optional<RuleBroken.Rule> firstRuleBroken(Mutation mutation) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      try {
        Exploration.any(seed).run(mutation.core(), new HashMap<>(), World.Notes.NOT_TAKEN);
      } catch (RuleBroken broken) {
        System.out.println(
            "MutationTest: " + mutation.part() + " | " + broken.rule() + " | seed " + seed);
        return Optional.of(broken.rule());
      }
    }
    return Optional.empty();
  }

  private static String row(Mutation mutation, RuleBroken.Rule rule) {
    return "| %s | %d (`%s`) |".formatted(mutation.part(), rule.number(), rule);
  }
}
