package dev.tokenprotection.core.world;

import java.util.ArrayList;
import java.util.List;

/**
 * The core with one part broken on purpose.
 *
 * @param part what is broken, in words
 * @param core what the operator works with instead
 */
record Mutation(String part, Core core) {
  static List<Mutation> all() {
    List<Mutation> all = new ArrayList<>(BrokenWrites.all());
    all.addAll(BrokenDecisions.all());
    all.addAll(BrokenRoads.all());
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return part;
  }
}
