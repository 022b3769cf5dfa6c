package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.core.guard.RequiredPermission.Groups;
import dev.tokenprotection.core.preflight.RequiredChecks;

/** Whether the tenant is fit for enforcement, asked from the first day. */
final class PreflightPhase implements Phase {
  @Override
  public Step run(RolloutScope scope) {
    scope.checked(
        RequiredChecks.permissions(
            RequiredPermission.missing(scope.facts().granted(), groups(scope))),
        RequiredChecks.securityDefaults(Readings.of(scope.facts().securityDefaults())),
        RequiredChecks.licence(Readings.of(scope.facts().licence())),
        RequiredChecks.applications(
            Readings.of(
                scope
                    .tenant()
                    .directory()
                    .missingServicePrincipals(scope.wanted().rollout().applications()))),
        RequiredChecks.breakGlass(scope.verification()));
    return Step.GO_ON;
  }

  private static Groups groups(RolloutScope scope) {
    return ObservePhase.managedGroups(scope).isEmpty() ? Groups.EXISTING_ONLY : Groups.MANAGED;
  }
}
