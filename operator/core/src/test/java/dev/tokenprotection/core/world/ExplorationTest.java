package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.world.Faults.Fault;
import dev.tokenprotection.core.world.Surroundings.Weather;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random worlds: any rollout, any verdicts, holds and stops, outages, crashes between any two
 * effects, lost answers, and people who edit the tenant by hand. The rules of safety are asserted
 * by {@link World} at every write and decision; afterwards every rollout must still arrive.
 */
class ExplorationTest {
  private static final long FIRST_SEED = 20261124L;

  /** More with {@code -Dexploration.worlds}. */
  private static final int WORLDS = Integer.getInteger("exploration.worlds", 100);

  @Test
  void in_any_world_no_rule_is_broken_and_every_rollout_arrives() {
    System.out.println("ExplorationTest seeds from " + FIRST_SEED + ", " + WORLDS + " worlds");
    Map<String, Integer> census = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      explore(seed).forEach((what, count) -> census.merge(what, count, Integer::sum));
    }
    System.out.println("ExplorationTest " + census);
    assertThat(census.get("stormy Promote")).isGreaterThan(WORLDS / 2);
    assertThat(census.get("stormy writes MORE")).isGreaterThan(WORLDS / 2);
    assertThat(census.get("stormy FallBackToReportOnly")).isGreaterThan(WORLDS / 4);
    assertThat(census.get("stormy edits of what is enforced")).isGreaterThan(WORLDS / 4);
    assertThat(census.get("stormy crashes")).isGreaterThan(WORLDS);
  }

  private static Map<String, Integer> explore(long seed) {
    Random random = new Random(seed);
    Rollout rollout = Rollouts.any(random);
    int storm = 50 + random.nextInt(250);
    boolean[] stormy = {true};
    World world =
        new World(random, rollout, World.STRICT, effect -> stormy[0] ? fault(random) : Fault.NONE);
    try {
      world.weather(Weather.STORMY);
      for (int i = 0; i < storm; i++) {
        world.step();
      }
      world.weather(Weather.CALM);
      stormy[0] = false;
      arrive(world, rollout);
      world.endsWithOneOfEach();
      nothingMoreIsWritten(world);
      return world.watch().census();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", world.watch().script()),
          e);
    }
  }

  private static void arrive(World world, Rollout rollout) {
    int looks = 200 * rollout.stages().size() + 200;
    for (int i = 0; i < looks && !world.isDone(); i++) {
      world.aPersonHelps();
      world.step();
    }
    assertThat(world.isDone()).as("completed after %d looks", looks).isTrue();
  }

  private static void nothingMoreIsWritten(World world) {
    for (int i = 0; i < 5; i++) {
      world.step();
    }
    int effects = world.effects();
    for (int i = 0; i < 5; i++) {
      world.step();
    }
    assertThat(world.effects()).as("writes when all is as desired").isEqualTo(effects);
  }

  private static Fault fault(Random random) {
    return switch (random.nextInt(24)) {
      case 0 -> Fault.CRASH_BEFORE;
      case 1 -> Fault.CRASH_AFTER;
      case 2 -> Fault.REFUSED;
      case 3 -> Fault.ANSWER_LOST;
      default -> Fault.NONE;
    };
  }
}
