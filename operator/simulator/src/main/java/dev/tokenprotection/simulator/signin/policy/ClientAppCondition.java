package dev.tokenprotection.simulator.signin.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which kinds of client. Source: Graph, "conditionalAccessConditionSet resource type".
 *
 * @param types names in lower case, or {@code all}
 */
record ClientAppCondition(Set<String> types) implements PolicyCondition {
  @Override
  public ConditionName name() {
    return ConditionName.CLIENT_TYPE;
  }

  /** The rule has no name of its own in sign-in rows, so its words are never shown. */
  @Override
  public RuleMatch judge(SignInContext signIn) {
    boolean included =
        types.contains("all")
            || types.contains(signIn.clientApp().graphName().toLowerCase(Locale.ROOT));
    return new RuleMatch(included ? List.of("") : List.of(), List.of());
  }
}
