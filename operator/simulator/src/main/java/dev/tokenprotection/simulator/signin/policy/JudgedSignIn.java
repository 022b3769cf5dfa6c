package dev.tokenprotection.simulator.signin.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;

/**
 * What Conditional Access as a whole makes of a sign-in.
 *
 * @param outcome what becomes of it
 * @param applied one entry for each policy of the tenant, those that do not apply included
 */
public record JudgedSignIn(Outcome outcome, List<AppliedPolicy> applied) {

  /** What becomes of a sign-in. */
  public enum Outcome {
    /** No policy that is on applies. */
    NOT_APPLIED("notApplied"),
    /** All that is demanded is met. */
    ALLOWED("success"),
    /** An enforced policy demands token protection, and the token is not bound. */
    BLOCKED_BY_TOKEN_PROTECTION("failure"),
    /** A grant control of an enforced policy is not met. */
    BLOCKED("failure");

    private final String conditionalAccessStatus;

    Outcome(String conditionalAccessStatus) {
      this.conditionalAccessStatus = conditionalAccessStatus;
    }

    /** The value of {@code conditionalAccessStatus} of the row. */
    public String conditionalAccessStatus() {
      return conditionalAccessStatus;
    }
  }

  /** {@code appliedConditionalAccessPolicies} on the wire. */
  public ArrayNode json() {
    ArrayNode json = Json.array(List.of());
    applied.forEach(policy -> json.add(policy.json()));
    return json;
  }
}
