package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.graph.Access.Service;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.List;
import java.util.stream.Stream;

/**
 * Security defaults and the directory audit log. Sources: Graph,
 * "identitySecurityDefaultsEnforcementPolicy resource type", "List directoryAudits".
 */
final class TenantPoliciesApi {
  private static final String SECURITY_DEFAULTS =
      "policies/identitySecurityDefaultsEnforcementPolicy";

  private final Tenant tenant;

  TenantPoliciesApi(Tenant tenant) {
    this.tenant = tenant;
  }

  Stream<Route> routes() {
    // Counted with the directory, not with Conditional Access, whose limit is of that path only.
    Access read = Access.anyOf(Service.DIRECTORY, "Policy.Read.All");
    Access write = Access.anyOf(Service.DIRECTORY, "Policy.ReadWrite.SecurityDefaults");
    Access audits = Access.anyOf(Service.REPORTS, "AuditLog.Read.All");
    return Stream.of(
        Route.of("GET", SECURITY_DEFAULTS, read, this::securityDefaults),
        Route.of("PATCH", SECURITY_DEFAULTS, write, this::changeSecurityDefaults),
        Route.of("GET", "auditLogs/directoryAudits", audits, this::directoryAudits),
        Route.of("GET", "auditLogs/directoryAudits/{id}", audits, this::directoryAudit));
  }

  private WireResponse securityDefaults(GraphCall call) {
    ObjectNode policy = Json.object();
    policy.put("id", "00000000-0000-0000-0000-000000000005");
    policy.put("displayName", "Security Defaults");
    policy.put(
        "description",
        "Security defaults is a set of basic identity security mechanisms recommended by"
            + " Microsoft.");
    policy.put("isEnabled", tenant.securityDefaultsEnabled());
    return Projection.entity(
        call, 200, SECURITY_DEFAULTS + "/$entity", Projection.select(policy, call.select()));
  }

  private WireResponse changeSecurityDefaults(GraphCall call) {
    boolean enable = call.body().path("isEnabled").asBoolean();
    boolean conditionalAccess =
        tenant.policies().all().stream()
            .anyMatch(policy -> policy.path("state").asText().equals("enabled"));
    if (enable && conditionalAccess) {
      throw GraphRefusal.badRequest(
          "Security Defaults cannot be enabled while a Conditional Access policy is enabled.");
    }
    tenant.securityDefaultsEnabled(enable);
    return WireResponse.noContent();
  }

  private WireResponse directoryAudits(GraphCall call) {
    return new Listing("auditLogs/directoryAudits", 1000, 1000)
        .page(
            call, tenant.audits().newestFirst(), entry -> Projection.select(entry, call.select()));
  }

  private WireResponse directoryAudit(GraphCall call) {
    List<ObjectNode> entries = tenant.audits().newestFirst();
    ObjectNode entry =
        entries.stream()
            .filter(e -> e.path("id").asText().equals(call.key("id")))
            .findFirst()
            .orElseThrow(() -> GraphRefusal.noSuchObject(call.key("id")));
    return Projection.entity(call, 200, "auditLogs/directoryAudits/$entity", entry);
  }
}
