package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.kubernetes.condition.Attempt;
import java.util.Set;

/**
 * What was last read of a tenant as a whole.
 *
 * @param granted the application's permissions
 * @param licence the licence that Conditional Access needs
 * @param securityDefaults whether security defaults are on
 * @param breakGlass whether the emergency access accounts would get anybody in
 */
public record TenantFacts(
    Set<String> granted,
    Attempt<Licence> licence,
    Attempt<SecurityDefaults> securityDefaults,
    BreakGlassVerification breakGlass) {
  public TenantFacts {
    granted = Set.copyOf(granted);
  }
}
