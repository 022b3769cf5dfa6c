package dev.tokenprotection.simulator.signin.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;

/**
 * One entry of {@code appliedConditionalAccessPolicies} of a sign-in row. Source: Graph beta,
 * "appliedConditionalAccessPolicy resource type".
 *
 * @param id of the policy
 * @param displayName of the policy
 * @param result {@code success}, {@code failure}, {@code notApplied}, {@code notEnabled}, {@code
 *     reportOnlySuccess}, …
 * @param enforcedGrantControls what it demands
 * @param enforcedSessionControls what it demands of the session
 * @param sessionControlsNotSatisfied which of these were not met
 * @param conditionsSatisfied names with commas, or {@code none}
 * @param conditionsNotSatisfied names with commas, or {@code none}
 * @param includeRules which rules included the sign-in
 * @param excludeRules which rules excluded it
 */
public record AppliedPolicy(
    String id,
    String displayName,
    String result,
    List<String> enforcedGrantControls,
    List<String> enforcedSessionControls,
    List<String> sessionControlsNotSatisfied,
    String conditionsSatisfied,
    String conditionsNotSatisfied,
    List<SatisfiedRule> includeRules,
    List<SatisfiedRule> excludeRules) {

  /** The entry on the wire. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("id", id).put("displayName", displayName);
    json.set("enforcedGrantControls", Json.array(enforcedGrantControls));
    json.set("enforcedSessionControls", Json.array(enforcedSessionControls));
    json.set("sessionControlsNotSatisfied", Json.array(sessionControlsNotSatisfied));
    json.put("result", result);
    json.put("conditionsSatisfied", conditionsSatisfied);
    json.put("conditionsNotSatisfied", conditionsNotSatisfied);
    json.putNull("authenticationStrength");
    json.set("includeRulesSatisfied", rules(includeRules));
    json.set("excludeRulesSatisfied", rules(excludeRules));
    return json;
  }

  private static ArrayNode rules(List<SatisfiedRule> rules) {
    ArrayNode json = Json.array(List.of());
    for (SatisfiedRule rule : rules) {
      json.addObject()
          .put("conditionalAccessCondition", rule.condition())
          .put("ruleSatisfied", rule.rule());
    }
    return json;
  }
}
