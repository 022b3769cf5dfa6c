package dev.tokenprotection.simulator.signin.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the conditions of a policy fare with a sign-in, up to the first that is not satisfied.
 *
 * @param satisfied conditions that are
 * @param unsatisfied the one that is not; empty when the policy applies
 * @param includeRules which rules included the sign-in
 * @param excludeRules which rules excluded it
 */
record ConditionMatching(
    List<ConditionName> satisfied,
    List<ConditionName> unsatisfied,
    List<SatisfiedRule> includeRules,
    List<SatisfiedRule> excludeRules) {

  static ConditionMatching of(PolicyRules policy, SignInContext signIn) {
    List<ConditionName> satisfied = new ArrayList<>();
    List<ConditionName> unsatisfied = new ArrayList<>();
    List<SatisfiedRule> include = new ArrayList<>();
    List<SatisfiedRule> exclude = new ArrayList<>();
    for (PolicyCondition condition : policy.conditions()) {
      RuleMatch match = condition.judge(signIn);
      include.addAll(named(condition.name(), match.included()));
      exclude.addAll(named(condition.name(), match.excluded()));
      if (!match.isSatisfied()) {
        unsatisfied.add(condition.name());
        break;
      }
      satisfied.add(condition.name());
    }
    return new ConditionMatching(
        List.copyOf(satisfied),
        List.copyOf(unsatisfied),
        List.copyOf(include),
        List.copyOf(exclude));
  }

  boolean applies() {
    return unsatisfied.isEmpty();
  }

  /** The names as a sign-in row lists them: {@code application,users} or {@code none}. */
  static String listed(List<ConditionName> conditions) {
    return conditions.isEmpty()
        ? "none"
        : conditions.stream().map(ConditionName::signInName).collect(Collectors.joining(","));
  }

  private static List<SatisfiedRule> named(ConditionName condition, List<String> rules) {
    return rules.stream()
        .filter(rule -> !rule.isEmpty())
        .map(rule -> new SatisfiedRule(condition.signInName(), rule))
        .toList();
  }
}
