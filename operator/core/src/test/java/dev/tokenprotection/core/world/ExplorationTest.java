package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random worlds: any rollout, any verdicts, all that people can ask for or edit, foreign edits,
 * faults and crashes at any effect, two replicas with clocks of their own, lost status. The
 * thirteen rules of safety are asserted by {@link Watch} at every decision and write; afterwards
 * every rollout must still arrive. A world in which a rule is broken is told as a short story.
 */
class ExplorationTest {
  private static final long FIRST_SEED = Long.getLong("exploration.seed", 20261124L);

  /** More with {@code -Dexploration.worlds}. */
  private static final int WORLDS = Integer.getInteger("exploration.worlds", 400);

  @Test
  void in_any_world_no_rule_is_broken_and_every_rollout_arrives() {
    System.out.println("ExplorationTest seeds from " + FIRST_SEED + ", " + WORLDS + " worlds");
    Map<String, Integer> census = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      explore(seed, census);
    }
    System.out.println("ExplorationTest " + census);
    for (String seen :
        new String[] {
          "Promote",
          "Complete",
          "FallBackToReportOnly",
          "RollBack",
          "Retry",
          "Skip",
          "Resume",
          "FailGate",
          "crashes",
          "recovered looks",
          "stalled looks",
          "edits of what is enforced",
          "deletions",
          "restores",
          "writes LESS",
          "writes MORE"
        }) {
      assertThat(census.getOrDefault(seen, 0)).as(seen).isGreaterThan(WORLDS / 50);
    }
    everyRuleWasPutToTheTest(census);
  }

  /** A property whose premise never holds proves nothing. */
  private static void everyRuleWasPutToTheTest(Map<String, Integer> census) {
    for (RuleBroken.Rule rule : RuleBroken.Rule.values()) {
      assertThat(census.getOrDefault(Premises.nameOf(rule), 0)).as("%s", rule).isPositive();
    }
    assertThat(census.getOrDefault("deletions that lower", 0)).isPositive();
  }

  private static void explore(long seed, Map<String, Integer> census) {
    Exploration world = Exploration.any(seed);
    try {
      world.run(census, World.Notes.NOT_TAKEN);
    } catch (RuleBroken e) {
      throw new AssertionError("seed " + seed + "\n" + Shrinker.story(world), e);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e, e);
    }
  }
}
