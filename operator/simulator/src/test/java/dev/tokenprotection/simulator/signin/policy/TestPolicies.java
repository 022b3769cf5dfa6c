package dev.tokenprotection.simulator.signin.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;
import java.util.stream.Stream;

/** Builds token protection policies as the deployment guides do, for tests. */
public final class TestPolicies {
  public static final String ENABLED = "enabled";
  public static final String REPORT_ONLY = "enabledForReportingButNotEnforced";
  public static final String DISABLED = "disabled";

  private final ObjectNode policy = Json.object();

  private TestPolicies(String id, String state) {
    policy.put("id", id).put("displayName", "Policy " + id).put("state", state);
    policy.putNull("grantControls");
    policy.putObject("sessionControls").putObject("secureSignInSession").put("isEnabled", true);
    conditions().putArray("clientAppTypes").add("mobileAppsAndDesktopClients");
    applications(Resource.EXCHANGE_ONLINE, Resource.SHAREPOINT_ONLINE, Resource.TEAMS_SERVICES);
    platforms("windows");
  }

  /** A token protection policy for Windows that nobody is in yet. */
  public static TestPolicies tokenProtection(String id, String state) {
    return new TestPolicies(id, state);
  }

  public TestPolicies includeGroups(String... ids) {
    users().set("includeGroups", Json.array(List.of(ids)));
    return this;
  }

  public TestPolicies excludeGroups(String... ids) {
    users().set("excludeGroups", Json.array(List.of(ids)));
    return this;
  }

  public TestPolicies includeUsers(String... ids) {
    users().set("includeUsers", Json.array(List.of(ids)));
    return this;
  }

  public TestPolicies excludeUsers(String... ids) {
    users().set("excludeUsers", Json.array(List.of(ids)));
    return this;
  }

  public TestPolicies excludeGuests() {
    users()
        .putObject("excludeGuestsOrExternalUsers")
        .put("guestOrExternalUserTypes", "internalGuest,b2bCollaborationGuest");
    return this;
  }

  public TestPolicies platforms(String... names) {
    conditions().putObject("platforms").set("includePlatforms", Json.array(List.of(names)));
    return this;
  }

  public TestPolicies applications(Resource... resources) {
    conditions()
        .putObject("applications")
        .set("includeApplications", Json.array(Stream.of(resources).map(Resource::appId).toList()));
    return this;
  }

  public TestPolicies excludeDevices(String rule) {
    conditions()
        .putObject("devices")
        .putObject("deviceFilter")
        .put("mode", "exclude")
        .put("rule", rule);
    return this;
  }

  /** A policy that demands a grant control instead of token protection. */
  public TestPolicies demanding(String builtInControl) {
    policy.putNull("sessionControls");
    policy
        .putObject("grantControls")
        .put("operator", "OR")
        .putArray("builtInControls")
        .add(builtInControl);
    return this;
  }

  public ObjectNode json() {
    return policy;
  }

  private ObjectNode conditions() {
    return policy.withObjectProperty("conditions");
  }

  private ObjectNode users() {
    return conditions().withObjectProperty("users");
  }
}
