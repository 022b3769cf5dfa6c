package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a sign-in row a caller gets to see. Sources: Graph v1.0 and beta, "signIn resource type",
 * "appliedConditionalAccessPolicy resource type"; Graph, "Handling future members in evolvable
 * enumerations".
 */
final class SignInSchema {
  private static final Set<String> V1_MEMBERS =
      Set.of(
          "id",
          "createdDateTime",
          "userDisplayName",
          "userPrincipalName",
          "userId",
          "appId",
          "appDisplayName",
          "ipAddress",
          "clientAppUsed",
          "correlationId",
          "conditionalAccessStatus",
          "appliedConditionalAccessPolicies",
          "isInteractive",
          "riskDetail",
          "riskLevelAggregated",
          "riskLevelDuringSignIn",
          "riskState",
          "riskEventTypes",
          "riskEventTypes_v2",
          "resourceDisplayName",
          "resourceId",
          "status",
          "deviceDetail",
          "location");
  private static final Set<String> V1_APPLIED_MEMBERS =
      Set.of("id", "displayName", "enforcedGrantControls", "enforcedSessionControls", "result");

  /** In lower case; of a nested one its first segment and the whole. */
  private static final Set<String> FILTERABLE =
      Set.of(
          "id",
          "createddatetime",
          "userdisplayname",
          "userprincipalname",
          "userid",
          "appid",
          "appdisplayname",
          "ipaddress",
          "clientappused",
          "correlationid",
          "conditionalaccessstatus",
          "isinteractive",
          "resourceid",
          "resourcedisplayname",
          "riskstate",
          "risklevelaggregated",
          "riskdetail",
          "status/errorcode",
          "devicedetail/operatingsystem",
          "devicedetail/browser",
          "location/city",
          "location/state",
          "location/countryorregion");

  private static final Set<String> FILTERABLE_IN_BETA_ONLY =
      Set.of(
          "signineventtypes",
          "signinidentifier",
          "serviceprincipalid",
          "serviceprincipalname",
          "hometenantid",
          "resourcetenantid",
          "crosstenantaccesstype",
          "authenticationrequirement",
          "uniquetokenidentifier",
          "tokenprotectionstatusdetails/signinsessionstatus",
          "tokenprotectionstatusdetails/signinsessionstatuscode");

  /** Members behind the sentinel of their enumeration. */
  private static final Set<String> LATER_RESULTS =
      Set.of(
          "reportOnlySuccess",
          "reportOnlyFailure",
          "reportOnlyNotApplied",
          "reportOnlyInterrupted");

  private static final Set<String> LATER_TOKEN_TYPES = Set.of("remoteDesktopToken", "refreshToken");

  private static final String TOKEN_TYPE = "incomingTokenType";
  private static final String UNKNOWN = "unknownFutureValue";
  private static final String APPLIED = "appliedConditionalAccessPolicies";
  private static final String INCLUDE_UNKNOWN = "include-unknown-enum-members";

  private SignInSchema() {}

  /** Refuses a filter on what the log cannot be asked for in that version. */
  static void checkFilterable(GraphVersion version, Filter filter) {
    filter
        .leaves()
        .map(Filter::pathOf)
        .map(path -> String.join("/", path))
        .filter(path -> !isFilterable(version, path.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            path -> {
              throw GraphRefusal.badRequest(
                  "Could not find a property named '"
                      + path
                      + "' on type 'microsoft.graph.signIn', or it does not support $filter.");
            });
  }

  /** Whether the call asks for report-only results by their names. */
  static boolean includesUnknownMembers(GraphCall call) {
    return call.request().header("prefer").filter(p -> p.contains(INCLUDE_UNKNOWN)).isPresent();
  }

  /** How the caller sees rows. */
  static View viewOf(GraphCall call) {
    Set<String> select = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    select.addAll(call.select());
    return new View(
        call.version(),
        ConditionalAccessApi.maySeeAppliedPolicies(call.caller()),
        includesUnknownMembers(call),
        select.contains("*") ? Set.of() : select);
  }

  /**
   * How a caller sees rows.
   *
   * @param policies whether with the policies that applied
   * @param unknownMembers whether with all members of enumerations
   * @param select the properties, in any case; empty for all
   */
  record View(GraphVersion version, boolean policies, boolean unknownMembers, Set<String> select) {
    /** What of a row is needed; empty for all. */
    Set<String> membersOfRows() {
      if (select.isEmpty()) {
        return select;
      }
      Set<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      members.addAll(select);
      members.addAll(List.of("id", "createdDateTime"));
      return members;
    }

    /** The row as the caller sees it; shares parts with the original. */
    ObjectNode shown(ObjectNode row) {
      ObjectNode shown = Json.object();
      for (Map.Entry<String, JsonNode> member : row.properties()) {
        if (isShown(member.getKey())) {
          shown.set(member.getKey(), shown(member.getKey(), member.getValue()));
        }
      }
      return shown;
    }

    private boolean isShown(String member) {
      return (version == GraphVersion.BETA || isV1(member))
          // Left out, not empty: a reader must not take it for "no policy applied".
          && (policies || !member.equals(APPLIED))
          && (select.isEmpty() || member.startsWith("@") || select.contains(member));
    }

    private JsonNode shown(String member, JsonNode value) {
      return switch (member) {
        case APPLIED -> value instanceof ArrayNode all ? applied(all) : value;
        case TOKEN_TYPE ->
            !unknownMembers && LATER_TOKEN_TYPES.contains(value.asText())
                ? TextNode.valueOf(UNKNOWN)
                : value;
        default -> value;
      };
    }

    private ArrayNode applied(ArrayNode all) {
      if (version == GraphVersion.BETA && unknownMembers) {
        return all;
      }
      ArrayNode shown = Json.array(List.of());
      for (JsonNode policy : all) {
        ObjectNode entry = Json.object();
        policy.properties().stream()
            .filter(
                member ->
                    version == GraphVersion.BETA || V1_APPLIED_MEMBERS.contains(member.getKey()))
            .forEach(member -> entry.set(member.getKey(), member.getValue()));
        if (!unknownMembers && LATER_RESULTS.contains(entry.path("result").asText())) {
          entry.put("result", UNKNOWN);
        }
        shown.add(entry);
      }
      return shown;
    }
  }

  private static boolean isV1(String member) {
    return V1_MEMBERS.contains(member);
  }

  private static boolean isFilterable(GraphVersion version, String path) {
    return FILTERABLE.contains(path)
        || version == GraphVersion.BETA && FILTERABLE_IN_BETA_ONLY.contains(path);
  }
}
