package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight.Finding;
import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The checks that must hold before anything is enforced. */
public final class RequiredChecks {
  private RequiredChecks() {}

  /** Whether the application has the permissions that a rollout needs. */
  public static Checked permissions(Collection<RequiredPermission> missing) {
    return new Checked(
        Check.PERMISSIONS,
        missing.isEmpty()
            ? new Result.Passed("The application has every permission that the rollout needs.")
            : failed(
                "PermissionMissing",
                "The application lacks "
                    + missing.stream()
                        .sorted()
                        .map(RequiredPermission::sentence)
                        .collect(Collectors.joining("; "))
                    + ".",
                "Grant it as an application permission, with admin consent."));
  }

  /** Whether security defaults are off. */
  public static Checked securityDefaults(Reading<SecurityDefaults> reading) {
    return Checked.of(
        Check.SECURITY_DEFAULTS,
        reading,
        state ->
            switch (state) {
              case DISABLED -> new Result.Passed("Security defaults are off.");
              case ENABLED ->
                  failed(
                      "SecurityDefaultsEnabled",
                      "Security defaults are on in the tenant, so no policy can be enabled.",
                      "Turn them off in Entra (Overview, Properties) once Conditional Access"
                          + " policies take their place.");
            });
  }

  /** Whether the tenant has the licence that Conditional Access needs. */
  public static Checked licence(Reading<Licence> reading) {
    return Checked.of(
        Check.LICENCE,
        reading,
        licence ->
            licence.present()
                ? new Result.Passed(
                    "The tenant has Entra ID P1 or P2 for " + licence.enabledUnits() + " users.")
                : failed(
                    "LicenceMissing",
                    "The tenant has no Entra ID P1 or P2 licence, which Conditional Access needs.",
                    "Assign one to the tenant."));
  }

  /**
   * Whether the applications exist in the tenant.
   *
   * @param reading those that have no service principal
   */
  public static Checked applications(Reading<Set<Application>> reading) {
    return Checked.of(
        Check.APPLICATIONS,
        reading,
        missing ->
            missing.isEmpty()
                ? new Result.Passed("Every application of the rollout has a service principal.")
                : failed(
                    "ServicePrincipalMissing",
                    "The tenant has no service principal for "
                        + missing.stream()
                            .sorted()
                            .map(a -> a.shortName() + " (" + a.appId() + ")")
                            .collect(Collectors.joining(", "))
                        + ".",
                    "Create it (New-MgServicePrincipal -AppId …), or take the application out of"
                        + " spec.applications."));
  }

  /** Whether the emergency access accounts would get anybody in. */
  public static Checked breakGlass(BreakGlassVerification verification) {
    return new Checked(
        Check.BREAK_GLASS,
        switch (verification) {
          case BreakGlassVerification.Verified(int users) ->
              new Result.Passed(users + " enabled, cloud-only emergency access users were found.");
          case BreakGlassVerification.Unverified(String message, String remedy) ->
              failed("BreakGlassUnverified", message, remedy);
        });
  }

  /**
   * Whether What-If exempts the emergency access accounts from the rollout's policies.
   *
   * @param reading what it answered of them, one after the other up to the first that is affected
   */
  public static Checked breakGlassExempt(Reading<Exemption> reading) {
    return Checked.of(
        Check.BREAK_GLASS_EXEMPT,
        reading,
        exemption ->
            exemption.appliedTo().isEmpty()
                ? new Result.Passed(
                    "What-If applies no policy of the rollout to any of "
                        + exemption.accounts()
                        + " emergency access users.")
                : failed(
                    "BreakGlassAffected",
                    "What-If applies "
                        + exemption.appliedTo().stream()
                            .map(PolicyId::value)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + " to an emergency access user, so nothing is enforced.",
                    "Find out in Entra (Conditional Access, What If) why it applies; it is asked"
                        + " again by itself."));
  }

  /**
   * What What-If answered about emergency access accounts.
   *
   * @param accounts how many were asked about
   * @param appliedTo the policies of the rollout that would apply to one of them
   */
  public record Exemption(int accounts, Set<PolicyId> appliedTo) {
    public Exemption {
      appliedTo = Set.copyOf(appliedTo);
    }
  }

  private static Result failed(String reason, String message, String remedy) {
    return new Result.Failed(new Finding(reason, message, remedy));
  }
}
