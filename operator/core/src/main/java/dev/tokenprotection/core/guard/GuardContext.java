package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.plan.ObservedState;
import java.util.Set;

/**
 * What guards need to know beside the plan.
 *
 * @param observed what the plan was made from
 * @param profile the rollout's profile
 * @param applications the rollout's applications
 * @param breakGlass the emergency access accounts as the tenant declares them
 * @param verification whether they would get anybody in
 * @param removal which of them were taken out of the declaration without a confirmation
 * @param passed the scope that has passed its gate; {@link Scope#NOTHING} before the first one
 * @param growth how many more users that scope has now
 * @param preflight whether the tenant is fit for enforcement
 * @param caps how many members may change
 * @param applyPolicy whether anything may be written
 * @param drift what others did to the policies, and what becomes of it
 */
public record GuardContext(
    ObservedState observed,
    Profile profile,
    Set<Application> applications,
    BreakGlass breakGlass,
    BreakGlassVerification verification,
    BreakGlassRemoval removal,
    Scope passed,
    Growth growth,
    Preflight preflight,
    MembershipCaps caps,
    ApplyPolicy applyPolicy,
    DriftHandling drift) {
  public GuardContext {
    applications = Set.copyOf(applications);
  }
}
