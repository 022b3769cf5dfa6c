package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.validation.TenantValidation;
import dev.tokenprotection.kubernetes.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a tenant: whether it can be talked to, and what holds in all of it. */
final class TenantExaminer {
  private final TenantConnections connections;

  TenantExaminer(TenantConnections connections) {
    this.connections = connections;
  }

  /**
   * A connection that has proved to be good.
   *
   * @param granted the application's permissions
   */
  record Connected(Tenant tenant, Set<String> granted) {}

  /**
   * Connects, unless the resource itself forbids it.
   *
   * @param all every EntraTenant of the installation
   */
  Attempt<Connected> connect(EntraTenant resource, Stream<EntraTenant> all) {
    List<Violation> violations = TenantValidation.check(resource);
    if (!violations.isEmpty()) {
      return Attempt.failed(
          Trouble.forPerson(
              ConditionReason.INVALID_SPEC,
              violations.stream().map(Violation::sentence).collect(Collectors.joining(". "))));
    }
    Optional<EntraTenant> earlier = TenantClaims.earlier(resource, all);
    if (earlier.isPresent()) {
      return Attempt.failed(claimedBy(earlier.get()));
    }
    return connections
        .connect(resource)
        .flatMap(
            tenant ->
                Attempt.of(tenant.facts().grantedPermissions())
                    .map(granted -> connected(resource, tenant, granted)));
  }

  /** What holds in all of a tenant. */
  TenantFacts facts(Connected connected, BreakGlass declared) {
    Tenant tenant = connected.tenant();
    return new TenantFacts(
        connected.granted(),
        Attempt.of(tenant.facts().licence()),
        Attempt.of(tenant.facts().securityDefaults()),
        BreakGlassReader.verify(tenant.directory(), declared));
  }

  private Connected connected(EntraTenant resource, Tenant tenant, Set<String> granted) {
    connections.proved(resource, tenant);
    return new Connected(tenant, granted);
  }

  private static Trouble claimedBy(EntraTenant earlier) {
    return Trouble.forPerson(
        ConditionReason.TENANT_CLAIMED,
        "The EntraTenant "
            + earlier.getMetadata().getNamespace()
            + "/"
            + earlier.getMetadata().getName()
            + " names the same tenant and was there first. Use that one, or delete it.");
  }
}
