package dev.tokenprotection.simulator.signin.policy;

import java.util.List;
import java.util.Optional;

/**
 * What one condition says about a sign-in: it is satisfied when it includes it and does not exclude
 * it. Exclusion beats inclusion (Entra, "Conditional Access: Users, groups, agents, and workload
 * identities").
 *
 * @param included names of the rules that include it ({@code groupId}, {@code allApps}, …)
 * @param excluded names of the rules that exclude it
 */
record RuleMatch(List<String> included, List<String> excluded) {
  static RuleMatch of(Optional<String> included, Optional<String> excluded) {
    return new RuleMatch(included.stream().toList(), excluded.stream().toList());
  }

  boolean isSatisfied() {
    return !included.isEmpty() && excluded.isEmpty();
  }
}
