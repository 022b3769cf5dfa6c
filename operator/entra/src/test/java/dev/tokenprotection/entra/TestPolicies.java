package dev.tokenprotection.entra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.simulator.SmallTenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Policies that tests write and read. */
final class TestPolicies {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is sent to give each field the value that {@link #otherThanPilot} has. */
  static final Map<PolicyField, String> BODIES =
      Map.ofEntries(
          Map.entry(PolicyField.DISPLAY_NAME, "{'displayName':'Other'}"),
          Map.entry(
              PolicyField.INCLUDE_USERS, "{'conditions':{'users':{'includeUsers':['None']}}}"),
          Map.entry(PolicyField.INCLUDE_GROUPS, "{'conditions':{'users':{'includeGroups':[]}}}"),
          Map.entry(
              PolicyField.EXCLUDE_USERS,
              "{'conditions':{'users':{'excludeUsers':['b0000000-0000-0000-0000-000000000002']}}}"),
          Map.entry(PolicyField.EXCLUDE_GROUPS, "{'conditions':{'users':{'excludeGroups':[]}}}"),
          Map.entry(
              PolicyField.EXCLUDE_GUESTS,
              "{'conditions':{'users':{'excludeGuestsOrExternalUsers':null}}}"),
          Map.entry(
              PolicyField.APPLICATIONS,
              "{'conditions':{'applications':{'includeApplications':"
                  + "['00000002-0000-0ff1-ce00-000000000000']}}}"),
          Map.entry(
              PolicyField.PLATFORMS,
              "{'conditions':{'platforms':{'includePlatforms':['iOS','macOS']}}}"),
          Map.entry(
              PolicyField.CLIENT_APP_TYPES,
              "{'conditions':{'clientAppTypes':['mobileAppsAndDesktopClients']}}"),
          Map.entry(PolicyField.DEVICE_FILTER, "{'conditions':{'devices':null}}"),
          Map.entry(
              PolicyField.TOKEN_PROTECTION,
              "{'sessionControls':{'secureSignInSession':{'isEnabled':true}}}"));

  private TestPolicies() {}

  /** The how-to guide's pilot, with break-glass left out. */
  static PolicyContent pilot() {
    return new PolicyContent(
        "Enable Token Protection (Pilot) [tpr:ab12cd34-9f3e]",
        PolicyState.REPORT_ONLY,
        sorted(),
        sorted(new GroupId(SmallTenant.PILOT_GROUP)),
        sorted(new UserId(SmallTenant.BREAK_GLASS_1)),
        sorted(new GroupId(SmallTenant.BREAK_GLASS_GROUP)),
        Guests.EXCLUDED,
        sorted(
            Application.EXCHANGE_ONLINE.appId(),
            Application.SHAREPOINT_ONLINE.appId(),
            Application.MICROSOFT_TEAMS.appId()),
        sorted("windows"),
        sorted(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS),
        new DeviceFilter(
            "device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"AzureAD\""),
        TokenProtection.REQUIRED);
  }

  /** Differs from the pilot in every field that may differ. */
  static PolicyContent otherThanPilot() {
    return new PolicyContent(
        "Other",
        PolicyState.ENABLED,
        sorted(PolicyContent.NONE),
        sorted(),
        sorted(new UserId(SmallTenant.BREAK_GLASS_2)),
        sorted(),
        Guests.COVERED,
        sorted(Application.EXCHANGE_ONLINE.appId()),
        sorted("iOS", "macOS"),
        sorted(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS),
        DeviceFilter.NONE,
        TokenProtection.REQUIRED);
  }

  /** What no rollout would write. */
  static PolicyContent withoutTokenProtection() {
    return with(pilot().clientAppTypes(), TokenProtection.ABSENT);
  }

  /** What the service refuses with 1064. */
  static PolicyContent withoutClientApps() {
    return with(sorted(), TokenProtection.REQUIRED);
  }

  private static PolicyContent with(SortedSet<String> clientApps, TokenProtection protection) {
    PolicyContent pilot = pilot();
    return new PolicyContent(
        pilot.displayName(),
        pilot.state(),
        pilot.includeUsers(),
        pilot.includeGroups(),
        pilot.excludeUsers(),
        pilot.excludeGroups(),
        pilot.guests(),
        pilot.applications(),
        pilot.platforms(),
        clientApps,
        pilot.deviceFilter(),
        protection);
  }

  /** A foreign policy as the simulated tenant keeps it. */
  static ObjectNode stored(String id) {
    ObjectNode policy = read("foreign-policy.json");
    return policy.put("id", id);
  }

  /** The stored policy with conditions and controls that no rollout owns. */
  static ObjectNode withForeignFields(TestTenant tenant, PolicyId id) {
    ObjectNode policy =
        tenant.simulator.tenant().policies().find(id.value()).orElseThrow().deepCopy();
    ObjectNode foreign = read("foreign-policy.json");
    policy.withObject("/conditions").set("locations", foreign.at("/conditions/locations"));
    policy.set("grantControls", foreign.get("grantControls"));
    policy
        .withObject("/sessionControls")
        .set("signInFrequency", foreign.at("/sessionControls/signInFrequency"));
    return policy;
  }

  /** A resource of this package, as one line of JSON. */
  static String json(String resource) {
    return read(resource).toString();
  }

  /** A resource of this package. */
  static ObjectNode read(String resource) {
    try (InputStream in = TestPolicies.class.getResourceAsStream(resource)) {
      return (ObjectNode) MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + resource, e);
    }
  }

  @SafeVarargs
  static <T extends Comparable<T>> SortedSet<T> sorted(T... values) {
    SortedSet<T> set = new TreeSet<>();
    for (T value : values) {
      set.add(value);
    }
    return set;
  }
}
