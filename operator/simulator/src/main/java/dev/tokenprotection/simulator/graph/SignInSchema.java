package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  /** The row as the caller sees it; shares parts with the original. */
  static ObjectNode shown(GraphCall call, ObjectNode row) {
    ObjectNode shown = Json.object();
    row.properties().stream()
        .filter(member -> call.version() == GraphVersion.BETA || isV1(member.getKey()))
        .forEach(member -> shown.set(member.getKey(), member.getValue()));
    JsonNode applied = shown.path(APPLIED);
    if (!ConditionalAccessApi.maySeeAppliedPolicies(call.caller())) {
      // Left out, not empty: a reader must not take it for "no policy applied".
      shown.remove(APPLIED);
    } else if (applied instanceof ArrayNode policies) {
      shown.set(APPLIED, applied(call, policies));
    }
    if (!includesUnknownMembers(call)
        && LATER_TOKEN_TYPES.contains(shown.path(TOKEN_TYPE).asText())) {
      shown.put(TOKEN_TYPE, UNKNOWN);
    }
    return Projection.select(shown, call.select());
  }

  private static ArrayNode applied(GraphCall call, ArrayNode policies) {
    boolean all = includesUnknownMembers(call);
    if (call.version() == GraphVersion.BETA && all) {
      return policies;
    }
    ArrayNode shown = Json.array(List.of());
    for (JsonNode policy : policies) {
      ObjectNode entry = Json.object();
      policy.properties().stream()
          .filter(
              member ->
                  call.version() == GraphVersion.BETA
                      || V1_APPLIED_MEMBERS.contains(member.getKey()))
          .forEach(member -> entry.set(member.getKey(), member.getValue()));
      if (!all && LATER_RESULTS.contains(entry.path("result").asText())) {
        entry.put("result", UNKNOWN);
      }
      shown.add(entry);
    }
    return shown;
  }

  private static boolean isV1(String member) {
    return V1_MEMBERS.contains(member);
  }

  private static boolean isFilterable(GraphVersion version, String path) {
    return FILTERABLE.contains(path)
        || version == GraphVersion.BETA && FILTERABLE_IN_BETA_ONLY.contains(path);
  }
}
