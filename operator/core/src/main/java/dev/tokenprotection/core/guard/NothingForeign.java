package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy to which somebody added conditions or controls is not enabled: it would do something
 * else than what the evidence is about, such as blocking everybody it covers.
 */
final class NothingForeign implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    List<Violation> violations = new ArrayList<>();
    for (Action action : plan.actions()) {
      if (action instanceof Action.SetPolicyState set && set.state() == PolicyState.ENABLED) {
        ObservedPolicy policy = context.observed().policies().get(set.role());
        if (!policy.foreignFields().isEmpty()) {
          violations.add(violation(policy));
        }
      }
    }
    return violations;
  }

  private static Violation violation(ObservedPolicy policy) {
    return new Violation(
        "ForeignControls",
        "The policy "
            + policy.id()
            + " is not enabled: somebody added "
            + String.join(", ", policy.foreignFields())
            + " to it.",
        "Remove them from the policy in Entra.",
        new Refusal.MoreEnforcement());
  }
}
