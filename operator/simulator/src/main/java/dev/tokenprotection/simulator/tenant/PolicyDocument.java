package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.TenantSettings.PolicyStorage;
import dev.tokenprotection.simulator.tenant.TenantSettings.UnsetMembers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the service makes of a Conditional Access policy that it is sent: all members of the schema
 * are there, enum values have their order and case, and what it does not know is kept. Sources:
 * Graph v1.0, "conditionalAccessPolicy resource type" and the answers in "Create
 * conditionalAccessPolicy" and "Get conditionalAccessPolicy".
 */
public final class PolicyDocument {
  private static final List<String> STATES =
      List.of("enabled", "disabled", "enabledForReportingButNotEnforced");
  private static final List<String> CLIENT_APPS =
      List.of(
          "all",
          "browser",
          "mobileAppsAndDesktopClients",
          "exchangeActiveSync",
          "easSupported",
          "other");
  private static final List<String> PLATFORMS =
      List.of("android", "iOS", "windows", "windowsPhone", "macOS", "all", "linux");
  private static final List<String> GRANTS =
      List.of(
          "block",
          "mfa",
          "compliantDevice",
          "domainJoinedDevice",
          "approvedApplication",
          "compliantApplication",
          "passwordChange");
  private static final List<String> GUEST_TYPES =
      List.of(
          "none",
          "internalGuest",
          "b2bCollaborationGuest",
          "b2bCollaborationMember",
          "b2bDirectConnectUser",
          "otherExternalUser",
          "serviceProvider");

  private PolicyDocument() {}

  /**
   * A new policy.
   *
   * @param sent the body of the create, or the content of a scenario
   */
  public static ObjectNode created(String id, ObjectNode sent, Instant at, PolicyStorage storage) {
    ObjectNode policy = template();
    merge(policy, sent);
    policy.put("id", id).put("createdDateTime", timestamp(at)).putNull("modifiedDateTime");
    return normalised(policy, storage);
  }

  /**
   * A changed policy: members that were not sent keep their value, arrays are replaced whole.
   *
   * @param sent the body of the PATCH
   */
  public static ObjectNode changed(
      ObjectNode stored, ObjectNode sent, Instant at, PolicyStorage storage) {
    ObjectNode policy = stored.deepCopy();
    merge(policy, sent);
    policy.set("id", stored.get("id"));
    policy.set("createdDateTime", stored.get("createdDateTime"));
    policy.put("modifiedDateTime", timestamp(at));
    return normalised(policy, storage);
  }

  /** The policy as it is answered. */
  public static ObjectNode answered(ObjectNode stored, PolicyStorage storage) {
    ObjectNode answer = stored.deepCopy();
    if (storage.unsetMembers() == UnsetMembers.DROPPED) {
      dropNulls(answer);
    }
    return answer;
  }

  /** A timestamp of up to seven fractional digits, as policies carry them. */
  public static String timestamp(Instant at) {
    Instant ticks = at.truncatedTo(ChronoUnit.MICROS).plusNanos(at.getNano() % 1000 / 100 * 100);
    String text = ticks.toString();
    return text.contains(".") ? text.replaceFirst("0*Z$", "Z") : text;
  }

  private static ObjectNode template() {
    ObjectNode policy = Json.object();
    policy.putNull("id").putNull("templateId").putNull("displayName");
    policy.putNull("createdDateTime").putNull("modifiedDateTime").putNull("state");
    ObjectNode conditions = policy.putObject("conditions");
    List.of("userRiskLevels", "signInRiskLevels").forEach(conditions::putArray);
    conditions.putArray("clientAppTypes").add("all");
    conditions.putArray("servicePrincipalRiskLevels");
    Stream.of(
            "insiderRiskLevels",
            "platforms",
            "locations",
            "devices",
            "clientApplications",
            "authenticationFlows")
        .forEach(conditions::putNull);
    ObjectNode applications = conditions.putObject("applications");
    Stream.of(
            "includeApplications",
            "excludeApplications",
            "includeUserActions",
            "includeAuthenticationContextClassReferences")
        .forEach(applications::putArray);
    applications.putNull("applicationFilter");
    ObjectNode users = conditions.putObject("users");
    Stream.of(
            "includeUsers",
            "excludeUsers",
            "includeGroups",
            "excludeGroups",
            "includeRoles",
            "excludeRoles")
        .forEach(users::putArray);
    users.putNull("includeGuestsOrExternalUsers").putNull("excludeGuestsOrExternalUsers");
    policy.putNull("grantControls").putNull("sessionControls");
    return policy;
  }

  private static ObjectNode sessionTemplate() {
    ObjectNode session = Json.object();
    Stream.of(
            "disableResilienceDefaults",
            "applicationEnforcedRestrictions",
            "cloudAppSecurity",
            "signInFrequency",
            "persistentBrowser",
            "secureSignInSession")
        .forEach(session::putNull);
    return session;
  }

  private static ObjectNode grantTemplate() {
    ObjectNode grant = Json.object();
    grant.put("operator", "OR");
    Stream.of("builtInControls", "customAuthenticationFactors", "termsOfUse")
        .forEach(grant::putArray);
    grant.putNull("authenticationStrength");
    return grant;
  }

  private static void merge(ObjectNode target, ObjectNode sent) {
    sent.properties()
        .forEach(
            member -> {
              JsonNode old = target.get(member.getKey());
              if (isAnnotation(member.getKey())) {
                return;
              }
              if (member.getValue() instanceof ObjectNode next) {
                ObjectNode base =
                    old instanceof ObjectNode before ? before : emptyFor(member.getKey());
                merge(base, next);
                target.set(member.getKey(), base);
              } else {
                target.set(member.getKey(), member.getValue().deepCopy());
              }
            });
  }

  private static ObjectNode emptyFor(String member) {
    return switch (member) {
      case "sessionControls" -> sessionTemplate();
      case "grantControls" -> grantTemplate();
      default -> Json.object();
    };
  }

  /** SDKs name the type of what they send, some without the leading at sign. */
  private static boolean isAnnotation(String member) {
    return member.equals("odata.type") || member.equals("@odata.type");
  }

  private static ObjectNode normalised(ObjectNode policy, PolicyStorage storage) {
    switch (storage.description()) {
      case DROPPED -> policy.remove("description");
      case KEPT -> {
        // Stays as it was sent.
      }
    }
    canonical(policy, "state", STATES);
    if (policy.path("conditions") instanceof ObjectNode conditions) {
      canonicalList(conditions, "clientAppTypes", CLIENT_APPS);
      if (conditions.path("platforms") instanceof ObjectNode platforms) {
        canonicalList(platforms, "includePlatforms", PLATFORMS);
        canonicalList(platforms, "excludePlatforms", PLATFORMS);
      }
      guests(conditions.path("users").path("includeGuestsOrExternalUsers"));
      guests(conditions.path("users").path("excludeGuestsOrExternalUsers"));
    }
    grantControls(policy);
    sessionControls(policy);
    return policy;
  }

  private static void grantControls(ObjectNode policy) {
    if (policy.path("grantControls") instanceof ObjectNode grant) {
      canonicalList(grant, "builtInControls", GRANTS);
      int controls =
          grant.path("builtInControls").size()
              + grant.path("customAuthenticationFactors").size()
              + grant.path("termsOfUse").size()
              + (grant.path("authenticationStrength").isObject() ? 1 : 0);
      if (controls == 0) {
        policy.putNull("grantControls");
      } else if (controls == 1) {
        grant.put("operator", "OR");
      }
    }
  }

  private static void sessionControls(ObjectNode policy) {
    if (policy.path("sessionControls") instanceof ObjectNode session
        && session.properties().stream().allMatch(member -> member.getValue().isNull())) {
      policy.putNull("sessionControls");
    }
  }

  private static void guests(JsonNode guests) {
    if (guests instanceof ObjectNode object
        && object.path("guestOrExternalUserTypes").isTextual()) {
      List<String> types = List.of(object.path("guestOrExternalUserTypes").asText().split(","));
      object.put("guestOrExternalUserTypes", String.join(",", canonical(types, GUEST_TYPES)));
    }
    if (guests.path("externalTenants") instanceof ObjectNode tenants) {
      externalTenants(tenants);
    }
  }

  /** Of a derived type, which is why the service names it. */
  private static void externalTenants(ObjectNode tenants) {
    switch (tenants.path("membershipKind").asText()) {
      case "all" ->
          tenants.put("@odata.type", "#microsoft.graph.conditionalAccessAllExternalTenants");
      case "enumerated" ->
          tenants.put("@odata.type", "#microsoft.graph.conditionalAccessEnumeratedExternalTenants");
      default -> tenants.remove("@odata.type");
    }
  }

  private static void canonical(ObjectNode object, String member, List<String> known) {
    if (object.path(member).isTextual()) {
      object.put(member, canonical(object.path(member).asText(), known));
    }
  }

  private static void canonicalList(ObjectNode object, String member, List<String> known) {
    if (object.path(member) instanceof ArrayNode array) {
      object.set(member, Json.array(canonical(Json.strings(array), known)));
    }
  }

  private static List<String> canonical(List<String> values, List<String> known) {
    return values.stream()
        .map(value -> canonical(value.strip(), known))
        .distinct()
        .sorted(Comparator.comparingInt(value -> rank(value, known)))
        .toList();
  }

  private static String canonical(String value, List<String> known) {
    return known.stream().filter(value::equalsIgnoreCase).findFirst().orElse(value);
  }

  private static int rank(String value, List<String> known) {
    int place = known.indexOf(value);
    return place < 0 ? known.size() : place;
  }

  private static void dropNulls(ObjectNode object) {
    object.properties().removeIf(member -> member.getValue().isNull());
    object.forEach(
        value -> {
          if (value instanceof ObjectNode inner) {
            dropNulls(inner);
          }
        });
  }
}
