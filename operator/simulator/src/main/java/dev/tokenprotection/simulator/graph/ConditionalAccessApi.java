package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Change;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.PolicyDocument;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.WhatIf;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies, deleted policies and What-If. Source: Graph, "conditionalAccessRoot resource type". */
final class ConditionalAccessApi {
  private static final String POLICIES = "identity/conditionalAccess/policies";
  private static final String DELETED = "identity/conditionalAccess/deletedItems/policies";
  private static final Duration DELETED_KEPT = Duration.ofDays(30);
  private static final Set<String> READ_ROLES =
      Set.of(
          "Policy.Read.All", "Policy.Read.ConditionalAccess", "Policy.ReadWrite.ConditionalAccess");
  private static final Access READ =
      new Access(
          Service.CONDITIONAL_ACCESS,
          List.of(Set.of("Policy.Read.All", "Policy.Read.ConditionalAccess")));

  /** The write permission alone is not enough: the service reads policies and applications. */
  private static final Access WRITE =
      new Access(
          Service.CONDITIONAL_ACCESS,
          List.of(
              Set.of("Policy.ReadWrite.ConditionalAccess"),
              Set.of("Policy.Read.All"),
              Set.of("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All")));

  private static final Access EVALUATE =
      new Access(Service.CONDITIONAL_ACCESS, List.of(READ_ROLES));

  private final Tenant tenant;
  private final PolicyRules rules;
  private final Audit audit;

  ConditionalAccessApi(Tenant tenant, Audit audit) {
    this.tenant = tenant;
    this.rules = new PolicyRules(tenant);
    this.audit = audit;
  }

  /** Whether the caller may see which policies were applied to a sign-in. */
  static boolean maySeeAppliedPolicies(Caller caller) {
    return READ_ROLES.stream().anyMatch(caller.roles()::contains);
  }

  Stream<Route> routes() {
    return Stream.of(
        Route.of("GET", POLICIES, READ, this::list),
        Route.of("POST", POLICIES, WRITE, this::create),
        Route.of("GET", POLICIES + "/{id}", READ, this::get),
        Route.of("PATCH", POLICIES + "/{id}", WRITE, this::change),
        Route.of("DELETE", POLICIES + "/{id}", WRITE, this::delete),
        Route.of("GET", DELETED, READ, this::listDeleted),
        Route.of("GET", DELETED + "/{id}", READ, this::getDeleted),
        Route.of("POST", DELETED + "/{id}/restore", WRITE, this::restore),
        Route.of("DELETE", DELETED + "/{id}", WRITE, this::purge),
        Route.of("POST", "identity/conditionalAccess/evaluate", EVALUATE, this::evaluate));
  }

  private WireResponse list(GraphCall call) {
    Instant seen = tenant.now().minus(tenant.settings().staleness().listBehind());
    return Listing.of("identity/conditionalAccess/policies")
        .page(call, tenant.policies().writtenBy(seen), policy -> projected(call, policy));
  }

  private WireResponse get(GraphCall call) {
    String id = call.key("id");
    Instant seen = tenant.now().minus(tenant.settings().staleness().createdHidden());
    ObjectNode policy =
        tenant
            .policies()
            .find(id)
            .filter(found -> !tenant.policies().createdAt(id).orElseThrow().isAfter(seen))
            .orElseThrow(() -> noSuchPolicy(id));
    return entity(call, 200, policy);
  }

  private WireResponse create(GraphCall call) {
    ObjectNode sent = call.body();
    String id = UUID.randomUUID().toString();
    ObjectNode policy =
        PolicyDocument.created(id, sent, tenant.now(), tenant.settings().policies());
    rules.checkCreate(sent, policy);
    tenant.writePolicy(policy);
    audit(call, "Add conditional access policy", policy, "", policy.toString());
    return entity(call, 201, policy)
        .withHeader("Location", call.root() + "/" + POLICIES + "/" + id);
  }

  private WireResponse change(GraphCall call) {
    ObjectNode before = stored(call);
    ObjectNode sent = call.body();
    ObjectNode policy =
        PolicyDocument.changed(before, sent, tenant.now(), tenant.settings().policies());
    rules.checkChange(sent, before, policy);
    tenant.writePolicy(policy);
    audit(call, "Update conditional access policy", policy, before.toString(), policy.toString());
    return WireResponse.noContent();
  }

  private WireResponse delete(GraphCall call) {
    ObjectNode policy = stored(call);
    tenant.deletePolicy(call.key("id"));
    audit(call, "Delete conditional access policy", policy, policy.toString(), "");
    return WireResponse.noContent();
  }

  private WireResponse listDeleted(GraphCall call) {
    return Listing.of(DELETED).page(call, deleted(), policy -> projected(call, policy));
  }

  private WireResponse getDeleted(GraphCall call) {
    return entity(call, 200, findDeleted(call));
  }

  private WireResponse restore(GraphCall call) {
    ObjectNode policy = findDeleted(call).deepCopy();
    rules.checkCreate(Json.object(), policy);
    policy.remove("deletedDateTime");
    tenant.writePolicy(policy);
    audit(call, "Restore conditional access policy", policy, "", policy.toString());
    return entity(call, 200, policy);
  }

  private WireResponse purge(GraphCall call) {
    findDeleted(call);
    tenant.policies().purge(call.key("id"));
    return WireResponse.noContent();
  }

  private WireResponse evaluate(GraphCall call) {
    ObjectNode asked = call.body();
    String userId = asked.path("signInIdentity").path("userId").asText();
    if (tenant.user(userId).isEmpty()) {
      throw GraphRefusal.badRequest("The user '" + userId + "' was not found in the tenant.");
    }
    Map<String, WhatIf.Verdict> verdicts =
        tenant.whatIf().evaluate(question(asked, userId)).stream()
            .collect(Collectors.toMap(WhatIf.Verdict::policyId, Function.identity()));
    ObjectNode body = Json.object();
    body.put("@odata.context", call.context("Collection(microsoft.graph.whatIfAnalysisResult)"));
    ArrayNode value = body.putArray("value");
    boolean appliedOnly = asked.path("appliedPoliciesOnly").asBoolean();
    for (ObjectNode policy : tenant.policies().all()) {
      WhatIf.Verdict verdict = verdicts.get(policy.path("id").asText());
      if (verdict != null && (verdict.applies() || !appliedOnly)) {
        value.add(analysed(policy, verdict));
      }
    }
    return WireResponse.json(200, body);
  }

  private static WhatIf.Question question(ObjectNode asked, String userId) {
    JsonNode conditions = asked.path("signInConditions");
    return new WhatIf.Question(
        userId,
        Json.strings(asked.path("signInContext").path("includeApplications")),
        conditions.path("devicePlatform").asText(""),
        conditions.path("clientAppType").asText(""),
        conditions.path("deviceInfo") instanceof ObjectNode device ? device : Json.object());
  }

  private ObjectNode analysed(ObjectNode policy, WhatIf.Verdict verdict) {
    ObjectNode result = PolicyDocument.answered(policy, tenant.settings().policies());
    result.put("policyApplies", verdict.applies());
    result.put(
        "analysisReasons", verdict.applies() ? "notSet" : String.join(",", verdict.reasons()));
    return result;
  }

  private ObjectNode stored(GraphCall call) {
    return tenant.policies().find(call.key("id")).orElseThrow(() -> noSuchPolicy(call.key("id")));
  }

  private List<ObjectNode> deleted() {
    Instant floor = tenant.now().minus(DELETED_KEPT);
    return tenant.policies().deleted().stream()
        .filter(p -> Instant.parse(p.path("deletedDateTime").asText()).isAfter(floor))
        .toList();
  }

  private ObjectNode findDeleted(GraphCall call) {
    return deleted().stream()
        .filter(policy -> policy.path("id").asText().equals(call.key("id")))
        .findFirst()
        .orElseThrow(() -> noSuchPolicy(call.key("id")));
  }

  private static GraphRefusal noSuchPolicy(String id) {
    return GraphRefusal.of(404, "ResourceNotFound", "The policy '" + id + "' was not found.");
  }

  private ObjectNode projected(GraphCall call, ObjectNode policy) {
    return Projection.select(
        PolicyDocument.answered(policy, tenant.settings().policies()), call.select());
  }

  private WireResponse entity(GraphCall call, int status, ObjectNode policy) {
    return Projection.entity(
        call, status, "identity/conditionalAccess/policies/$entity", projected(call, policy));
  }

  private void audit(GraphCall call, String activity, ObjectNode policy, String old, String now) {
    audit.write(
        call,
        activity,
        "Policy",
        new Target(
            policy.path("id").asText(),
            policy.path("displayName").asText(),
            "Policy",
            List.of(new Change("ConditionalAccessPolicy", old, now))));
  }
}
