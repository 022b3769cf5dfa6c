package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Binding.Status;
import dev.tokenprotection.simulator.population.Client.Broker;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Registration;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes rows as complete {@code signIn} objects of Graph beta (Graph beta, "signIn resource
 * type"). Parts that several rows share are shared, so nobody may change what comes out.
 * Thread-safe.
 */
final class SignInJson {
  private static final Seed TENANTS = new Seed(0x7e4a_4e75L);

  /** Members of a row that are written together. */
  enum Part {
    CREATED("createdDateTime"),
    WHO(
        "userDisplayName",
        "userPrincipalName",
        "userId",
        "userType",
        "crossTenantAccessType",
        "homeTenantId",
        "homeTenantName",
        "signInIdentifier",
        "signInIdentifierType",
        "servicePrincipalName",
        "servicePrincipalId",
        "federatedCredentialId"),
    WITH_WHAT(
        "appId",
        "appDisplayName",
        "clientAppUsed",
        "userAgent",
        "clientCredentialType",
        "deviceDetail",
        "authenticationAppDeviceDetails",
        "ipAddress",
        "ipAddressFromResourceProvider",
        "autonomousSystemNumber",
        "location",
        "isThroughGlobalSecureAccess",
        "globalSecureAccessIpAddress"),
    USER_AGENT("userAgent"),
    DEVICE_DETAIL("deviceDetail"),
    WHERE("ipAddress", "ipAddressFromResourceProvider", "autonomousSystemNumber", "location"),
    HOW(
        "correlationId",
        "originalRequestId",
        "isInteractive",
        "signInEventTypes",
        "tokenIssuerName",
        "tokenIssuerType",
        "processingTimeInMilliseconds",
        "authenticationProtocol",
        "originalTransferMethod",
        "authenticationRequirement",
        "authenticationMethodsUsed",
        "mfaDetail",
        "uniqueTokenIdentifier",
        "isTenantRestricted",
        "flaggedForReview"),
    CORRELATION_ID("correlationId"),
    PROCESSING_TIME("processingTimeInMilliseconds"),
    UNIQUE_TOKEN("uniqueTokenIdentifier"),
    RISK(
        "riskDetail",
        "riskLevelAggregated",
        "riskLevelDuringSignIn",
        "riskState",
        "riskEventTypes_v2"),
    WHAT(
        "resourceDisplayName",
        "resourceId",
        "resourceTenantId",
        "resourceServicePrincipalId",
        "conditionalAccessAudiences"),
    SERVICE_PRINCIPAL("resourceServicePrincipalId"),
    TOKEN_PROTECTION(
        "incomingTokenType", "signInTokenProtectionStatus", "tokenProtectionStatusDetails"),
    JUDGEMENT("conditionalAccessStatus", "status", "appliedConditionalAccessPolicies");

    private final List<String> members;

    Part(String... members) {
      this.members = List.of(members);
    }

    /**
     * What is asked for of rows, looked up once for all rows of a question: what takes long to
     * write is left out when nobody asks for it.
     *
     * @param members empty for all
     */
    static Set<Part> of(Set<String> members) {
      Set<Part> asked = EnumSet.allOf(Part.class);
      if (!members.isEmpty()) {
        asked.removeIf(part -> part.members.stream().noneMatch(members::contains));
      }
      return asked;
    }
  }

  private final String tenantId;
  private final SignInSettings settings;

  SignInJson(String tenantId, SignInSettings settings) {
    this.tenantId = tenantId;
    this.settings = settings;
  }

  /** The members of a row that are asked for, perhaps with others. */
  ObjectNode write(SignInRow row, Set<Part> asked) {
    ObjectNode json = Json.object();
    json.put("id", row.id());
    if (asked.contains(Part.CREATED)) {
      json.put("createdDateTime", Precision.of(row.seed()).write(row.createdAt()));
    }
    if (asked.contains(Part.WHO)) {
      who(json, row);
    }
    if (asked.contains(Part.WITH_WHAT)) {
      withWhat(json, row, asked);
    }
    if (asked.contains(Part.HOW)) {
      how(json, row, asked);
    }
    if (asked.contains(Part.RISK)) {
      risk(json);
    }
    if (asked.contains(Part.WHAT)) {
      what(json, row, asked);
    }
    if (asked.contains(Part.TOKEN_PROTECTION)) {
      tokenProtection(json, row);
    }
    if (asked.contains(Part.JUDGEMENT)) {
      judgement(json, row);
    }
    return json;
  }

  private void who(ObjectNode json, SignInRow row) {
    Person person = row.person();
    boolean guest = person.kind() == PersonKind.GUEST;
    json.put("userDisplayName", person.displayName());
    json.put("userPrincipalName", person.userPrincipalName());
    json.put("userId", person.id());
    json.put("userType", guest ? "guest" : "member");
    json.put("crossTenantAccessType", guest ? "b2bCollaboration" : "none");
    json.put("homeTenantId", guest ? homeTenantOf(person) : tenantId).put("homeTenantName", "");
    json.put("signInIdentifier", "").putNull("signInIdentifierType");
    json.putNull("servicePrincipalName").put("servicePrincipalId", "");
    json.putNull("federatedCredentialId");
  }

  private static String homeTenantOf(Person guest) {
    String domain = guest.userPrincipalName().substring(guest.userPrincipalName().indexOf('@'));
    return TENANTS.with(domain).uuid().toString();
  }

  private static void withWhat(ObjectNode json, SignInRow row, Set<Part> asked) {
    json.put("appId", row.client().appId()).put("appDisplayName", row.client().displayName());
    json.put("clientAppUsed", row.client().appType().signInName());
    if (asked.contains(Part.USER_AGENT)) {
      json.put("userAgent", DeviceDetail.userAgent(row));
    }
    json.put("clientCredentialType", "none");
    if (asked.contains(Part.DEVICE_DETAIL)) {
      json.set("deviceDetail", DeviceDetail.of(row));
    }
    json.putNull("authenticationAppDeviceDetails");
    if (asked.contains(Part.WHERE)) {
      where(json, row);
    }
    json.put("isThroughGlobalSecureAccess", false).put("globalSecureAccessIpAddress", "");
  }

  private static void where(ObjectNode json, SignInRow row) {
    Whereabouts place = Whereabouts.of(row.person());
    json.put("ipAddress", place.ipAddress()).putNull("ipAddressFromResourceProvider");
    json.put("autonomousSystemNumber", 64496);
    json.set("location", place.location());
  }

  private static void how(ObjectNode json, SignInRow row, Set<Part> asked) {
    boolean interactive = row.presence() == Presence.INTERACTIVE;
    if (asked.contains(Part.CORRELATION_ID)) {
      json.put("correlationId", correlationId(row));
    }
    json.put("originalRequestId", row.id());
    json.put("isInteractive", interactive);
    json.putArray("signInEventTypes").add(interactive ? "interactiveUser" : "nonInteractiveUser");
    json.put("tokenIssuerName", "").put("tokenIssuerType", row.issuer().graphName());
    if (asked.contains(Part.PROCESSING_TIME)) {
      json.put("processingTimeInMilliseconds", 60 + row.seed().with("processing").below(400));
    }
    json.put("authenticationProtocol", "none").put("originalTransferMethod", "none");
    json.put("authenticationRequirement", "multiFactorAuthentication");
    json.putArray("authenticationMethodsUsed");
    json.putObject("mfaDetail").putNull("authMethod").putNull("authDetail");
    if (asked.contains(Part.UNIQUE_TOKEN)) {
      json.put("uniqueTokenIdentifier", row.seed().with("token").uuid().toString());
    }
    json.put("isTenantRestricted", false).put("flaggedForReview", false);
  }

  /** Half of the rows without an id have a null there and half a zero. */
  private static String correlationId(SignInRow row) {
    boolean missing = row.correlationId().equals(Correlation.ZERO);
    return missing && row.seed().with("null").unit() < 0.5 ? null : row.correlationId().toString();
  }

  /** Without a P2 licence, risk is hidden. */
  private static void risk(ObjectNode json) {
    json.put("riskDetail", "hidden").put("riskLevelAggregated", "hidden");
    json.put("riskLevelDuringSignIn", "hidden").put("riskState", "none");
    json.putArray("riskEventTypes_v2");
  }

  private void what(ObjectNode json, SignInRow row, Set<Part> asked) {
    Resource resource = row.request().resource();
    json.put("resourceDisplayName", resource.displayName());
    json.put("resourceId", resource.appId()).put("resourceTenantId", tenantId);
    if (asked.contains(Part.SERVICE_PRINCIPAL)) {
      String seed = resource.appId() + tenantId;
      json.put("resourceServicePrincipalId", TENANTS.with(seed).uuid().toString());
    }
    json.set("conditionalAccessAudiences", audiences(row.request().audiences()));
  }

  private ArrayNode audiences(List<Resource> audiences) {
    ArrayNode json = Json.array(List.of());
    for (Resource audience : audiences) {
      switch (settings.telemetry()) {
        case FULL, NONE ->
            json.addObject().put("applicationId", audience.appId()).put("audienceReasons", "none");
        case WITHOUT_DETAILS -> json.add(audience.appId());
      }
    }
    return json;
  }

  private void tokenProtection(ObjectNode json, SignInRow row) {
    switch (settings.telemetry()) {
      case FULL, NONE -> {
        json.put("incomingTokenType", incomingTokenType(row));
        json.put("signInTokenProtectionStatus", olderStatus(row));
        json.putObject("tokenProtectionStatusDetails")
            .put("signInSessionStatus", row.binding().status().graphName())
            .put("signInSessionStatusCode", row.binding().code());
      }
      case WITHOUT_DETAILS ->
          json.putNull("incomingTokenType")
              .putNull("signInTokenProtectionStatus")
              .putNull("tokenProtectionStatusDetails");
    }
  }

  /** The older status may say none while the details know better. */
  private String olderStatus(SignInRow row) {
    boolean contradicts = row.seed().with("contradicts").unit() < settings.quirks().contradicting();
    return contradicts ? Status.NONE.graphName() : row.binding().status().graphName();
  }

  private static String incomingTokenType(SignInRow row) {
    return switch (row.presence()) {
      case INTERACTIVE -> "none";
      case NON_INTERACTIVE ->
          row.client().broker() == Broker.INTEGRATED
                  && row.device().registration() instanceof Registration.Entra
              ? "primaryRefreshToken"
              : "refreshToken";
    };
  }

  private void judgement(ObjectNode json, SignInRow row) {
    json.put("conditionalAccessStatus", row.verdict().outcome().conditionalAccessStatus());
    json.putObject("status")
        .put("errorCode", row.error().number())
        .put("failureReason", row.error().failureReason())
        .put("additionalDetails", "MFA requirement satisfied by claim in the token");
    json.set("appliedConditionalAccessPolicies", applied(row.verdict()));
  }

  private ArrayNode applied(Verdict verdict) {
    return switch (settings.telemetry()) {
      case FULL, NONE -> verdict.applied();
      case WITHOUT_DETAILS -> {
        ArrayNode withoutBetaMembers = verdict.applied().deepCopy();
        withoutBetaMembers.forEach(
            entry -> ((ObjectNode) entry).remove("sessionControlsNotSatisfied"));
        yield withoutBetaMembers;
      }
    };
  }
}
