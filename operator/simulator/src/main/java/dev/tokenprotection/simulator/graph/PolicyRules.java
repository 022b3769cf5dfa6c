package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings.RefusalText;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the service refuses in a Conditional Access policy. The numbered texts are quoted as public
 * issue threads have them.
 */
final class PolicyRules {
  private static final Set<String> STATES =
      Set.of("enabled", "disabled", "enabledForReportingButNotEnforced");
  private static final Set<String> APPLICATION_KEYWORDS =
      Set.of("All", "None", "Office365", "MicrosoftAdminPortals");
  private static final int LONGEST_DEVICE_RULE = 3072;

  private final Tenant tenant;

  PolicyRules(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Refuses a create that the service would refuse. */
  void checkCreate(ObjectNode sent, ObjectNode policy) {
    checkLicence();
    int limit = tenant.settings().policies().limit();
    if (tenant.policies().all().size() >= limit) {
      throw refusal(
          "The tenant has reached the maximum of " + limit + " Conditional Access policies.");
    }
    if (policy.path("state").asText().equals("enabled")) {
      checkSecurityDefaults();
    }
    checkContent(sent, policy);
  }

  /** Refuses a change that the service would refuse. */
  void checkChange(ObjectNode sent, ObjectNode before, ObjectNode policy) {
    checkLicence();
    boolean turnsOn =
        policy.path("state").asText().equals("enabled")
            && !before.path("state").asText().equals("enabled");
    if (turnsOn) {
      checkSecurityDefaults();
    }
    checkContent(sent, policy);
  }

  private void checkLicence() {
    if (!Licences.hasPremium(tenant)) {
      throw GraphRefusal.notLicensed();
    }
  }

  private void checkSecurityDefaults() {
    if (tenant.securityDefaultsEnabled()) {
      throw refusal(
          "Security Defaults is enabled in the tenant. You must disable Security defaults before"
              + " enabling a Conditional Access policy.");
    }
  }

  private void checkContent(ObjectNode sent, ObjectNode policy) {
    JsonNode conditions = policy.path("conditions");
    boolean complete =
        policy.path("displayName").isTextual()
            && STATES.contains(policy.path("state").asText())
            && conditions.path("applications").isObject()
            && conditions.path("users").isObject()
            && conditions.path("clientAppTypes").isArray();
    if (!complete) {
      throw refusal(
          "1007: Incoming ConditionalAccessPolicy object is null or does not match the schema of"
              + " ConditionalAccessPolicy type. For examples, please see API documentation at"
              + " https://docs.microsoft.com/en-us/graph/api/"
              + "conditionalaccessroot-post-policies?view=graph-rest-1.0.");
    }
    if (conditions.path("clientAppTypes").isEmpty()) {
      throw refusal(
          "1064: 'clientAppTypes' condition does not support []. If you want to target all client"
              + " apps, use ['All']. If you want to target modern authentication clients, use"
              + " ['browser', 'mobileAppsAndDesktopClients'].");
    }
    checkApplications(conditions.path("applications"));
    checkAuthenticationFlows(sent, conditions);
    checkDeviceRule(conditions.path("devices").path("deviceFilter").path("rule").asText());
  }

  private void checkApplications(JsonNode applications) {
    List<String> missing =
        Stream.of("includeApplications", "excludeApplications")
            .flatMap(member -> Json.strings(applications.path(member)).stream())
            .filter(appId -> !APPLICATION_KEYWORDS.contains(appId))
            .filter(appId -> tenant.directory().servicePrincipalByAppId(appId).isEmpty())
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      ObjectNode reasons = Json.object();
      missing.forEach(appId -> reasons.put(appId, "ServicePrincipalNotFound"));
      throw refusal("1034: Policy contains invalid applications: " + reasons);
    }
  }

  /** Even a session control that is sent as false breaks a policy on authentication flows. */
  private void checkAuthenticationFlows(ObjectNode sent, JsonNode conditions) {
    if (conditions.path("authenticationFlows").isObject()
        && sent.path("sessionControls").isObject()) {
      throw refusal(
          "1235: Configured controls are unsupported for policies containing the protocol flows"
              + " condition. Only the Block grant control is allowed. No session or external"
              + " controls are allowed.");
    }
  }

  private void checkDeviceRule(String rule) {
    if (rule.length() > LONGEST_DEVICE_RULE) {
      throw refusal(
          "The device filter rule has "
              + rule.length()
              + " characters; the maximum is "
              + LONGEST_DEVICE_RULE
              + ".");
    }
  }

  private GraphRefusal refusal(String text) {
    GraphRefusal refusal = GraphRefusal.badRequest(text);
    return tenant.settings().policies().refusalText() == RefusalText.INNER_ERROR
        ? refusal.withTextInInnerError()
        : refusal;
  }
}
