package dev.tokenprotection.entra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Rows of the sign-in log, in the whole shape of the beta endpoint. */
public final class TestSignIns {
  public static final String OBSERVE = "60000000-0000-0000-0000-000000000001";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestSignIns() {}

  /** A bound, interactive sign-in to Exchange that the observe policy was satisfied with. */
  public static ObjectNode interactive(int number, Instant at) {
    ObjectNode row = MAPPER.createObjectNode();
    row.put("id", "00000000-0000-0000-0000-%012d".formatted(number));
    row.put("createdDateTime", at.toString());
    row.put("userDisplayName", "User One").put("userPrincipalName", "user1@contoso.example");
    row.put("userId", "10000000-0000-0000-0000-%012d".formatted(number % 500));
    row.put("userType", "member");
    row.put("correlationId", "20000000-0000-0000-0000-%012d".formatted(number));
    row.put("appId", "d3590ed6-52b3-4102-aeff-aad2292ab01c");
    row.put("appDisplayName", "Microsoft Office");
    row.put("clientAppUsed", "Mobile Apps and Desktop clients");
    row.put("ipAddress", "192.0.2.10").put("userAgent", "Mozilla/5.0 (Windows NT 10.0)");
    row.put("isInteractive", true);
    row.putArray("signInEventTypes").add("interactiveUser");
    row.put("resourceId", "00000002-0000-0ff1-ce00-000000000000");
    row.put("resourceDisplayName", "Office 365 Exchange Online");
    row.put("tokenIssuerType", "AzureAD").put("incomingTokenType", "primaryRefreshToken");
    row.putArray("conditionalAccessAudiences")
        .add("00000002-0000-0ff1-ce00-000000000000")
        .add("00000003-0000-0ff1-ce00-000000000000");
    row.putObject("status").put("errorCode", 0).put("failureReason", "Other.");
    row.putObject("deviceDetail")
        .put("deviceId", "50000000-0000-0000-0000-000000000001")
        .put("operatingSystem", "Windows10")
        .put("browser", "")
        .put("trustType", "Azure AD joined");
    row.putObject("tokenProtectionStatusDetails")
        .put("signInSessionStatus", "bound")
        .put("signInSessionStatusCode", 0);
    ArrayNode policies = row.putArray("appliedConditionalAccessPolicies");
    applied(policies, OBSERVE, "Token protection", "reportOnlySuccess");
    applied(policies, "60000000-0000-0000-0000-000000000002", "Block legacy", "notApplied");
    applied(policies, "60000000-0000-0000-0000-000000000003", "Old pilot", "notEnabled");
    return row;
  }

  /** The same without a person who was asked. */
  public static ObjectNode nonInteractive(int number, Instant at) {
    ObjectNode row = interactive(number, at);
    row.put("isInteractive", false);
    row.putArray("signInEventTypes").add("nonInteractiveUser");
    return row;
  }

  /** The same as it looks where the token was not bound. */
  public static ObjectNode unbound(ObjectNode row, int code) {
    row.putObject("tokenProtectionStatusDetails")
        .put("signInSessionStatus", "unbound")
        .put("signInSessionStatusCode", code);
    ObjectNode policy = (ObjectNode) row.at("/appliedConditionalAccessPolicies/0");
    policy.put("result", "reportOnlyFailure");
    policy.putArray("sessionControlsNotSatisfied").add("SignInTokenProtection");
    return row;
  }

  private static void applied(ArrayNode policies, String id, String name, String result) {
    ObjectNode policy = policies.addObject();
    policy.put("id", id).put("displayName", name).put("result", result);
    policy.putArray("enforcedGrantControls");
    policy.putArray("enforcedSessionControls").add("SignInTokenProtection");
    policy.putArray("sessionControlsNotSatisfied");
    policy.put("conditionsSatisfied", "application,users").put("conditionsNotSatisfied", "none");
    policy
        .putArray("includeRulesSatisfied")
        .addObject()
        .put("conditionalAccessCondition", "application")
        .put("ruleSatisfied", "appId");
    policy.putArray("excludeRulesSatisfied");
  }
}
