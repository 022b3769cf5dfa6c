package dev.tokenprotection.core.world;

import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts what happens in worlds, and how often each rule was put to the test: a property whose
 * premise never holds proves nothing.
 */
record Premises(Map<String, Integer> census) {
  void count(String what) {
    census.merge(what, 1, Integer::sum);
  }

  void require(boolean holds, Rule rule, Supplier<String> message) {
    count(nameOf(rule));
    RuleBroken.require(holds, rule, message);
  }

  /** How a rule is called in a census. */
  static String nameOf(Rule rule) {
    return "rule " + rule;
  }
}
