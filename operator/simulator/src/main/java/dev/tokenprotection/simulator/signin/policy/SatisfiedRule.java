package dev.tokenprotection.simulator.signin.policy;

/**
 * A rule of a policy that a sign-in matched. Source: Graph beta, "conditionalAccessRuleSatisfied
 * resource type".
 *
 * @param condition the value of {@code conditionalAccessCondition}
 * @param rule the value of {@code ruleSatisfied}
 */
record SatisfiedRule(String condition, String rule) {}
