package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import java.util.Set;

/** What must be true of a tenant before anything can be enforced in it. */
public interface TenantFactsPort {
  /**
   * The app permissions in the access token ({@code roles} claim), such as {@code
   * AuditLog.Read.All}.
   */
  Outcome<Set<String>> grantedPermissions();

  /** Whether security defaults are on: they and enabled policies exclude each other. */
  Outcome<SecurityDefaults> securityDefaults();

  /** The licence that Conditional Access needs. */
  Outcome<Licence> licence();

  /** Which of {@code applications} have no service principal in the tenant. */
  Outcome<Set<Application>> missingServicePrincipals(Set<Application> applications);

  /**
   * What-If: the policies that would apply to a sign-in, report-only ones included, judged by the
   * policies as they are stored. It says nothing about whether the sign-in would be bound.
   */
  Outcome<Set<PolicyId>> policiesThatApply(SupposedSignIn signIn);

  /** Whether security defaults are on. */
  enum SecurityDefaults {
    ENABLED,
    DISABLED
  }

  /**
   * Whether the tenant has Entra ID P1 (P2 includes it).
   *
   * @param enabledUnits how many users may have it, zero when the tenant does not
   */
  record Licence(int enabledUnits) {
    public boolean present() {
      return enabledUnits > 0;
    }
  }
}
