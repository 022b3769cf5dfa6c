package dev.tokenprotection.core.world;

import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.world.Interruption.Fails;
import dev.tokenprotection.core.world.Interruption.Fault;
import dev.tokenprotection.core.world.Interruption.Meanwhile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * All states that a small world can come to, breadth first, each gone on from once. Time goes by in
 * ticks of which everything takes a whole number, so that there is an end of them.
 */
final class Interleavings {
  /** What is new stays invisible for one, and so do creates stay noted. */
  static final Duration TICK = Intent.CREATE_VISIBILITY;

  /** Longer than anything takes, so that what is older is of no matter. */
  static final int LONGEST = 3;

  /** More ticks than any rollout of this size takes in peace. */
  private static final int PATIENCE = 100;

  private static final int NOWHERE = -1;

  /** What may still happen. */
  private record Budget(int edits, int crashes) {
    Budget withoutEdit() {
      return new Budget(edits - 1, crashes);
    }

    Budget withoutCrash() {
      return new Budget(edits, crashes - 1);
    }
  }

  /** The states that one leads to when a person helps, the operator looks, time goes by. */
  private record Peace(int helped, int looked, int later) {}

  private record Node(int id, World world, Budget budget) {}

  private final Spec beginning;
  private final List<Event> edits;
  private final Fingerprint.Values values = new Fingerprint.Values();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Integer> cameFrom = new ArrayList<>();
  private final List<Event> cameBy = new ArrayList<>();

  private final List<Peace> inPeace = new ArrayList<>();

  private final BitSet arrived = new BitSet();
  private final Queue<Node> open = new ArrayDeque<>();
  private final Map<String, Integer> census = new TreeMap<>();
  private long transitions;

  Interleavings(Spec beginning, List<Event> edits) {
    this.beginning = beginning;
    this.edits = List.copyOf(edits);
  }

  /**
   * Goes on until there is no new state.
   *
   * @throws AssertionError at the first broken rule, with what led there
   */
  void explore() {
    World world = new World(beginning, Core.SOUND, census, World.Notes.NOT_TAKEN);
    world.everythingNewIsInvisibleFor(TICK);
    world.happens(new Event.Help());
    reach(world, new Budget(1, 1), NOWHERE, new Event.Help());
    while (!open.isEmpty()) {
      goOn(open.remove());
    }
  }

  boolean isClosed() {
    return open.isEmpty() && inPeace.size() == ids.size();
  }

  int states() {
    return ids.size();
  }

  long transitions() {
    return transitions;
  }

  Map<String, Integer> census() {
    return census;
  }

  String summary() {
    return "%d states, %d transitions, %d of them the end of a rollout, closed: %s, %s"
        .formatted(states(), transitions, arrived.cardinality(), isClosed(), census);
  }

  /** States from which the rollout does not arrive in peace, as stories. */
  List<String> statesThatNeverArrive() {
    List<String> never = new ArrayList<>();
    for (int state = 0; state < states() && never.size() < 3; state++) {
      int present = state;
      for (int i = 0; i < PATIENCE && !arrived.get(present); i++) {
        present = inPeace.get(present).helped();
        present = inPeace.get(present).looked();
        present = inPeace.get(present).later();
      }
      if (!arrived.get(present)) {
        never.add(story(state, List.of()));
      }
    }
    return never;
  }

  private void goOn(Node node) {
    Budget budget = node.budget();
    if (budget.edits() > 0) {
      edits.forEach(edit -> step(node.world(), node.id(), edit, budget.withoutEdit()));
    }
    World later = step(node.world(), node.id(), new Event.Pass(TICK), budget);
    World looked = lookSaying(node, Event.Says.SUCCESSFUL);
    if (looked.gateWasAsked()) {
      lookSaying(node, Event.Says.INCONCLUSIVE);
      lookSaying(node, Event.Says.FAILED);
    }
    inPeace.add(new Peace(help(node), idOf(looked, budget), idOf(later, budget)));
  }

  /** A look in peace, and the same with all that may come between. */
  private World lookSaying(Node node, Event.Says says) {
    Event.Look look = new Event.Look(0, Event.When.AT_ONCE, says, Map.of());
    int before = node.world().effects();
    World next = step(node.world(), node.id(), look, node.budget());
    int effects = next.effects() - before;
    if (node.budget().crashes() > 0) {
      // Dying before an effect is dying after the one before, as far as anybody can see.
      for (int effect = 1; effect < effects; effect++) {
        step(
            node.world(),
            node.id(),
            with(look, Map.of(effect, new Fails(Fault.CRASH_BEFORE))),
            node.budget().withoutCrash());
      }
    }
    if (node.budget().edits() > 0) {
      for (int effect = 0; effect < effects; effect++) {
        for (Event edit : edits) {
          editWithin(node, look, effect, edit);
        }
      }
    }
    return next;
  }

  /** An edit just before an effect, and then perhaps a crash. */
  private void editWithin(Node node, Event.Look look, int effect, Event edit) {
    Map<Integer, Interruption> edited = Map.of(effect, new Meanwhile(edit));
    int before = node.world().effects();
    Budget left = node.budget().withoutEdit();
    int effects = step(node.world(), node.id(), with(look, edited), left).effects() - before;
    for (int later = effect + 1; later < effects && left.crashes() > 0; later++) {
      Map<Integer, Interruption> both = new TreeMap<>(edited);
      both.put(later, new Fails(Fault.CRASH_BEFORE));
      step(node.world(), node.id(), with(look, both), left.withoutCrash());
    }
  }

  private static Event.Look with(Event.Look look, Map<Integer, Interruption> interruptions) {
    return new Event.Look(look.replica(), look.when(), look.says(), interruptions);
  }

  /** A person mends what only a person can; the same state where there is nothing of that. */
  private int help(Node node) {
    boolean isNeeded =
        switch (node.world().cluster().read().status().progress()) {
          case Progress.FellBack _ -> true;
          case Progress.AtStage at -> at.counters().failures() > 0;
          case Progress.NotStarted _, Progress.Completed _ -> false;
        };
    return isNeeded
        ? idOf(step(node.world(), node.id(), new Event.Help(), node.budget()), node.budget())
        : node.id();
  }

  private World step(World from, int id, Event event, Budget left) {
    World next = new World(from);
    transitions++;
    try {
      next.happens(event);
      if (next.isDone()) {
        next.endsWithOneOfEach();
      }
    } catch (RuleBroken e) {
      throw new AssertionError(story(id, List.of(event.toString(), e.getMessage())), e);
    }
    reach(next, left, id, event);
    return next;
  }

  private void reach(World world, Budget budget, int from, Event by) {
    String fingerprint = fingerprint(world, budget);
    if (ids.containsKey(fingerprint)) {
      return;
    }
    int id = ids.size();
    ids.put(fingerprint, id);
    cameFrom.add(from);
    cameBy.add(by);
    arrived.set(id, world.isDone());
    open.add(new Node(id, world, budget));
  }

  private int idOf(World world, Budget budget) {
    return ids.get(fingerprint(world, budget));
  }

  private String fingerprint(World world, Budget budget) {
    Fingerprint print = new Fingerprint(values, world.now(), TICK);
    world.into(print.value(budget));
    return print.toString();
  }

  /** What led to a state, one event a line. */
  private String story(int state, List<String> end) {
    List<String> lines = new ArrayList<>();
    for (int at = state; at != NOWHERE; at = cameFrom.get(at)) {
      lines.addFirst("- " + cameBy.get(at));
    }
    lines.addAll(end);
    return String.join("\n", lines);
  }
}
