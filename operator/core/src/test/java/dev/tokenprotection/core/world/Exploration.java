package dev.tokenprotection.core.world;

import static dev.tokenprotection.core.world.RuleBroken.require;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One world: where it begins and what happens in it. Afterwards everything calms down, a person
 * helps, and the rollout must still arrive, with one policy of each and nothing more to write.
 *
 * @param beginning what is wanted at the beginning
 * @param script what happens
 */
record Exploration(Spec beginning, List<Event> script) {
  Exploration {
    script = List.copyOf(script);
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  static Exploration any(long seed) {
    Random random = new Random(seed);
    Rollout rollout = Rollouts.any(random);
    Spec spec =
        new Spec(
            rollout,
            new Rules(
                new GateCriteria.Pace(
                    Duration.ofHours(random.nextInt(3)),
                    Duration.ofMinutes(15),
                    1 + random.nextInt(3),
                    random.nextInt(2),
                    4,
                    Duration.ofDays(3650),
                    random.nextInt(3) == 0 ? 1 : 0),
                Tempo.USUAL,
                OnGateFailure.values()[random.nextInt(3)],
                any(random, DriftPolicy.values()),
                any(random, DeletionPolicy.values()),
                random.nextBoolean() ? 1000 : 3),
            Examples.BREAK_GLASS,
            Map.of());
    return new Exploration(spec, new Scripts(random, new Random(~seed), new Random(-seed)).any());
  }

  /** The same world with less happening in it. */
  Exploration with(List<Event> shorter) {
    return new Exploration(beginning, shorter);
  }

  Exploration with(Spec simpler) {
    return new Exploration(simpler, script);
  }

  /**
   * Lets it all happen.
   *
   * @throws RuleBroken at the first broken rule
   */
  World run(Map<String, Integer> census, World.Notes notes) {
    return run(Core.SOUND, census, notes);
  }

  /** Lets it all happen to an operator with this core. */
  World run(Core core, Map<String, Integer> census, World.Notes notes) {
    World world = new World(beginning, core, census, notes);
    for (Event event : script) {
      world.happens(event);
    }
    arrive(world);
    world.endsWithOneOfEach();
    nothingMoreIsWritten(world);
    return world;
  }

  private void arrive(World world) {
    int looks = 60 * (beginning.rollout().stages().size() + 6);
    world.note(() -> "everything calms down");
    world.happens(new Event.Skew(0, Duration.ZERO));
    world.happens(new Event.Skew(1, Duration.ZERO));
    // What was recorded by a clock that was ahead may have to be waited for.
    world.happens(new Event.Pass(Scripts.FARTHEST_AHEAD));
    int i = 0;
    do {
      world.aPersonHelps();
      if (i % 40 == 39) {
        world.people().putThePolicyToReportOnly();
      }
      world.happens(Event.Look.undisturbed(Event.Says.SUCCESSFUL));
      i++;
    } while (i < looks && !world.isDone());
    require(world.isDone(), Rule.ONE_OF_EACH, () -> "not completed after " + looks + " looks");
  }

  private static void nothingMoreIsWritten(World world) {
    for (int i = 0; i < 3; i++) {
      world.happens(Event.Look.undisturbed(Event.Says.SUCCESSFUL));
    }
    int effects = world.effects();
    for (int i = 0; i < 3; i++) {
      world.happens(Event.Look.undisturbed(Event.Says.SUCCESSFUL));
    }
    require(world.effects() == effects, Rule.DRIFT, () -> "written although all is as desired");
  }
}
