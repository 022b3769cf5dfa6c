package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.core.guard.RequiredPermission.Groups;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the tenant is fit for enforcement, asked from the first day. */
final class PreflightPhase implements Phase {
  @Override
  public Step run(RolloutScope scope) {
    Attempt<Licence> licence = scope.facts().licence();
    Attempt<SecurityDefaults> securityDefaults = scope.facts().securityDefaults();
    Attempt<Set<Application>> missing =
        Attempt.of(
            scope
                .tenant()
                .directory()
                .missingServicePrincipals(scope.wanted().rollout().applications()));
    // What could not be read is a finding of its own and no finding of the other kinds.
    Preflight known =
        Preflight.of(
            securityDefaults.success().orElse(SecurityDefaults.DISABLED),
            licence.success().orElse(new Licence(1)),
            missing.success().orElse(Set.of()),
            RequiredPermission.missing(scope.facts().granted(), groups(scope)));
    List<Preflight.Finding> findings = new ArrayList<>(known.findings());
    Stream.of(licence.failure(), securityDefaults.failure(), missing.failure())
        .flatMap(Optional::stream)
        .map(Trouble::message)
        .map(Preflight::unreadable)
        .forEach(findings::add);
    scope.preflight(new Preflight(findings));
    return Step.GO_ON;
  }

  private static Groups groups(RolloutScope scope) {
    return ObservePhase.managedGroups(scope).isEmpty() ? Groups.EXISTING_ONLY : Groups.MANAGED;
  }
}
