package dev.tokenprotection.simulator.signin.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.signin.policy.DeviceCondition.Mode;
import dev.tokenprotection.simulator.signin.policy.UserCondition.Assignment;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a policy from the JSON that Graph stores. Members that it does not know are no condition.
 */
final class PolicyReader {
  private static final Map<String, String> SESSION_CONTROLS =
      Map.of(
          "secureSignInSession", Controls.TOKEN_PROTECTION,
          "signInFrequency", "SignInFrequency",
          "persistentBrowser", "PersistentBrowserSessionMode",
          "applicationEnforcedRestrictions", "AppEnforcedRestrictions",
          "cloudAppSecurity", "CloudAppSecurity");

  private PolicyReader() {}

  static PolicyRules read(JsonNode policy) {
    JsonNode conditions = policy.path("conditions");
    List<PolicyCondition> set = new ArrayList<>();
    set.add(applications(conditions.path("applications")));
    set.add(users(conditions.path("users")));
    if (conditions.path("platforms").isObject()) {
      set.add(platforms(conditions.path("platforms")));
    }
    Set<String> clientApps = lowerCase(conditions.path("clientAppTypes"));
    if (!clientApps.isEmpty() && !clientApps.contains("all")) {
      set.add(new ClientAppCondition(clientApps));
    }
    if (!conditions.path("signInRiskLevels").isEmpty()) {
      set.add(new RiskCondition(ConditionName.SIGN_IN_RISK));
    }
    if (!conditions.path("userRiskLevels").isEmpty()) {
      set.add(new RiskCondition(ConditionName.USER_RISK));
    }
    JsonNode filter = conditions.path("devices").path("deviceFilter");
    if (filter.isObject()) {
      set.add(devices(filter));
    }
    return new PolicyRules(
        policy.path("id").asText(),
        policy.path("displayName").asText(),
        PolicyState.ofGraphName(policy.path("state").asText()),
        List.copyOf(set),
        controls(policy));
  }

  private static PolicyCondition applications(JsonNode applications) {
    return new ApplicationCondition(
        lowerCase(applications.path("includeApplications")),
        lowerCase(applications.path("excludeApplications")));
  }

  private static PolicyCondition users(JsonNode users) {
    return new UserCondition(assignment(users, "include"), assignment(users, "exclude"));
  }

  private static Assignment assignment(JsonNode users, String prefix) {
    String guestTypes =
        users.path(prefix + "GuestsOrExternalUsers").path("guestOrExternalUserTypes").asText("");
    return new Assignment(
        Set.copyOf(Json.strings(users.path(prefix + "Users"))),
        Set.copyOf(Json.strings(users.path(prefix + "Groups"))),
        Stream.of(guestTypes.split(","))
            .map(String::strip)
            .filter(type -> !type.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static PolicyCondition platforms(JsonNode platforms) {
    return new PlatformCondition(
        lowerCase(platforms.path("includePlatforms")),
        lowerCase(platforms.path("excludePlatforms")));
  }

  private static PolicyCondition devices(JsonNode filter) {
    Mode mode = filter.path("mode").asText().equals("include") ? Mode.INCLUDE : Mode.EXCLUDE;
    return new DeviceCondition(mode, DeviceFilterRule.parse(filter.path("rule").asText()));
  }

  private static Controls controls(JsonNode policy) {
    JsonNode grant = policy.path("grantControls");
    List<String> builtIn = Json.strings(grant.path("builtInControls"));
    List<String> session =
        policy.path("sessionControls").properties().stream()
            .filter(control -> isOn(control.getValue()))
            .map(control -> SESSION_CONTROLS.get(control.getKey()))
            .filter(name -> name != null)
            .toList();
    return new Controls(
        grant.path("operator").asText().equals("AND")
            ? Controls.Operator.AND
            : Controls.Operator.OR,
        builtIn,
        session);
  }

  /** A control that is there is on, unless it says that it is not. */
  private static boolean isOn(JsonNode control) {
    return control.isObject() && control.path("isEnabled").asBoolean(true);
  }

  private static Set<String> lowerCase(JsonNode names) {
    return Json.strings(names).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
