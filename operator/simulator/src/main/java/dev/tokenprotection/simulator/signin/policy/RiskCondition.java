package dev.tokenprotection.simulator.signin.policy;

import java.util.List;

/**
 * A level of risk. Nobody in the simulator is at risk, so a policy that asks for it never applies.
 *
 * @param name of sign-in or of user
 */
record RiskCondition(ConditionName name) implements PolicyCondition {
  @Override
  public RuleMatch judge(SignInContext signIn) {
    return new RuleMatch(List.of(), List.of());
  }
}
