package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a world in which a rule is broken as small as it can: fewer events, fewer interruptions,
 * simpler looks, fewer stages, as long as the same rule is still broken.
 */
final class Shrinker {
  private final Rule rule;
  private Exploration smallest;

  private Shrinker(Exploration failing, Rule rule) {
    this.smallest = failing;
    this.rule = rule;
  }

  /** What happened in the smallest world, one event a line, and the rule at the end. */
  static String story(Exploration failing) {
    Shrinker shrinker = new Shrinker(failing, broken(failing).orElseThrow().rule());
    shrinker.shrink();
    World world =
        new World(shrinker.smallest.beginning(), Core.SOUND, new HashMap<>(), World.Notes.TAKEN);
    List<String> lines = new ArrayList<>();
    shrinker.smallest.beginning().rollout().stages().forEach(stage -> lines.add("stage " + stage));
    shrinker.smallest.script().forEach(event -> lines.add("- " + event));
    lines.add(broken(shrinker.smallest).orElseThrow().getMessage());
    lines.add("What the operator did:");
    lines.addAll(notes(shrinker.smallest, world));
    return String.join("\n", lines);
  }

  static Exploration smallest(Exploration failing) {
    Shrinker shrinker = new Shrinker(failing, broken(failing).orElseThrow().rule());
    shrinker.shrink();
    return shrinker.smallest;
  }

  private static List<String> notes(Exploration world, World fresh) {
    try {
      for (Event event : world.script()) {
        fresh.happens(event);
      }
    } catch (RuleBroken e) {
      fresh.note(e::getMessage);
    }
    return fresh.notes();
  }

  static Optional<RuleBroken> broken(Exploration world) {
    try {
      world.run(new HashMap<>(), World.Notes.NOT_TAKEN);
      return Optional.empty();
    } catch (RuleBroken e) {
      return Optional.of(e);
    }
  }

  private void shrink() {
    int size;
    do {
      size = size();
      removeChunks();
      simplifyLooks();
      removeStages();
    } while (size() < size);
  }

  private int size() {
    return smallest.beginning().rollout().stages().size()
        + smallest.script().size()
        + smallest.script().stream()
            .mapToInt(e -> e instanceof Event.Look look ? weight(look) : 1)
            .sum();
  }

  private static int weight(Event.Look look) {
    return look.interruptions().size()
        + (look.when() == Event.When.WHEN_DUE ? 0 : 1)
        + (look.says() == Event.Says.SUCCESSFUL ? 0 : 1)
        + look.replica();
  }

  private void removeChunks() {
    for (int chunk = Math.max(1, smallest.script().size() / 2); chunk >= 1; chunk /= 2) {
      for (int from = 0; from < smallest.script().size(); ) {
        List<Event> fewer = new ArrayList<>(smallest.script());
        fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
        if (!accept(smallest.with(fewer))) {
          from += chunk;
        }
      }
    }
  }

  private void simplifyLooks() {
    for (int i = 0; i < smallest.script().size(); i++) {
      if (smallest.script().get(i) instanceof Event.Look look) {
        for (Event.Look simpler : simpler(look)) {
          List<Event> script = new ArrayList<>(smallest.script());
          script.set(i, simpler);
          if (weight(simpler) < weight((Event.Look) smallest.script().get(i))) {
            accept(smallest.with(script));
          }
        }
      }
    }
  }

  private static List<Event.Look> simpler(Event.Look look) {
    List<Event.Look> simpler = new ArrayList<>();
    simpler.add(Event.Look.undisturbed(Event.Says.SUCCESSFUL));
    simpler.add(Event.Look.undisturbed(look.says()));
    for (Integer effect : look.interruptions().keySet()) {
      Map<Integer, Interruption> fewer = new TreeMap<>(look.interruptions());
      fewer.remove(effect);
      simpler.add(new Event.Look(look.replica(), look.when(), look.says(), fewer));
    }
    simpler.add(
        new Event.Look(0, Event.When.WHEN_DUE, Event.Says.SUCCESSFUL, look.interruptions()));
    simpler.add(new Event.Look(0, Event.When.WHEN_DUE, look.says(), look.interruptions()));
    simpler.add(
        new Event.Look(look.replica(), look.when(), Event.Says.SUCCESSFUL, look.interruptions()));
    return simpler;
  }

  private void removeStages() {
    for (int i = smallest.beginning().rollout().stages().size() - 1; i > 0; i--) {
      Rollout rollout = smallest.beginning().rollout();
      if (i < rollout.stages().size() && rollout.stages().size() > 1) {
        List<dev.tokenprotection.core.model.Stage> fewer = new ArrayList<>(rollout.stages());
        fewer.remove(i);
        accept(smallest.with(smallest.beginning().with(StageEdits.with(rollout, fewer))));
      }
    }
  }

  private boolean accept(Exploration candidate) {
    boolean fails = broken(candidate).filter(broken -> broken.rule() == rule).isPresent();
    if (fails) {
      smallest = candidate;
    }
    return fails;
  }
}
