package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every part of the core that keeps a rule is broken on purpose, and the worlds notice each: a
 * suite that passes with a broken guard would prove nothing about the sound one. The sound core
 * passes the same worlds in {@link ExplorationTest}.
 */
class MutationTest {
  private static final long FIRST_SEED = 20261124L;

  /** A broken part that so many worlds do not notice counts as unnoticed. */
  private static final int WORLDS = Integer.getInteger("mutation.worlds", 600);

  @Test
  void the_worlds_notice_every_broken_part() {
    List<String> unnoticed = new ArrayList<>();
    System.out.println("MutationTest: broken part | caught by rule | seed");
    for (Mutation mutation : Mutation.all()) {
      Optional<String> caught = caught(mutation);
      System.out.println(mutation.part() + " | " + caught.orElse("not caught"));
      if (caught.isEmpty()) {
        unnoticed.add(mutation.part());
      }
    }
    assertThat(unnoticed).isEmpty();
  }

  private static Optional<String> caught(Mutation mutation) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      try {
        Exploration.any(seed).run(mutation.core(), new HashMap<>(), World.Notes.NOT_TAKEN);
      } catch (RuleBroken broken) {
        return Optional.of(broken.rule() + " | " + seed);
      }
    }
    return Optional.empty();
  }
}
