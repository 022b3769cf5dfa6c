package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/** Nothing more is enforced in a tenant that is not fit for it. */
final class TenantFit implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    if (!plan.has(Direction.MORE)) {
      return List.of();
    }
    return context.preflight().findings().stream()
        .map(
            finding ->
                new Violation(
                    finding.reason(),
                    finding.message(),
                    finding.remedy(),
                    new Refusal.MoreEnforcement()))
        .toList();
  }
}
