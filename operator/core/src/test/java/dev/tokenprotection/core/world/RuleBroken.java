package dev.tokenprotection.core.world;

import java.util.function.Supplier;

/** A rule of safety was broken. */
final class RuleBroken extends AssertionError {
  private static final long serialVersionUID = 1L;

  /** The rules, as the explanation of safety numbers them. */
  enum Rule {
    /** Break-glass is excluded from every policy, and nothing else is written without it. */
    BREAK_GLASS(1),
    /** What is enforced has passed its gate, or was skipped by name. */
    PASSED_SCOPE(2),
    /** No policy is broader than its stages. */
    NOT_BROADER(3),
    /** No telemetry, no movement. */
    NO_EVIDENCE_NO_MOVEMENT(4),
    /** Any crash ends in the same state, with one policy and group of each. */
    ONE_OF_EACH(5),
    /** A deletion never locks out and never silently ends protection. */
    DELETION(6),
    /** Only what is ours is changed, and not too much at once. */
    NOTHING_FOREIGN(7),
    /** Foreign edits are found and handled. */
    DRIFT(8),
    /** An emergency stop works whatever else does not. */
    EMERGENCY_STOP(9),
    /** What another rollout owns is left alone. */
    TWO_ROLLOUTS(10),
    /** Lost status never begins anew on top of what is enforced. */
    LOST_STATUS(11),
    /** Stages that were reached do not change unnoticed. */
    STAGES_CHANGED(12),
    /** Only who holds the lease writes. */
    LEASE(13);

    private final int number;

    Rule(int number) {
      this.number = number;
    }

    /** As the explanation of safety numbers it. */
    int number() {
      return number;
    }
  }

  private final transient Rule rule;

  RuleBroken(Rule rule, String message) {
    super("rule " + rule.number + " (" + rule + "): " + message);
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }

  static void require(boolean holds, Rule rule, Supplier<String> message) {
    if (!holds) {
      throw new RuleBroken(rule, message.get());
    }
  }
}
