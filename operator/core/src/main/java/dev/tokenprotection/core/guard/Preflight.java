package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.port.TenantFactsPort.Licence;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold in a tenant before anything is enforced, checked from the first day.
 *
 * @param findings what does not hold; empty when the tenant is fit
 */
public record Preflight(List<Finding> findings) {
  public static final Preflight PASSED = new Preflight(List.of());

  /**
   * One thing that does not hold.
   *
   * @param reason one word in UpperCamelCase
   * @param message one sentence
   * @param remedy one sentence
   */
  public record Finding(String reason, String message, String remedy) {
    /** What is wrong and what to do. */
    public String sentence() {
      return message + " " + remedy;
    }
  }

  public Preflight {
    findings = List.copyOf(findings);
  }

  /** What is found when one of the checks could not be made. */
  public static Finding unreadable(String problem) {
    return new Finding("PreflightUnreadable", problem, "It is tried again.");
  }

  /** Judges what was read from the tenant. */
  public static Preflight of(
      SecurityDefaults securityDefaults,
      Licence licence,
      Set<Application> missingServicePrincipals,
      Collection<RequiredPermission> missingPermissions) {
    List<Finding> findings = new ArrayList<>();
    if (!missingPermissions.isEmpty()) {
      findings.add(permissions(missingPermissions));
    }
    if (securityDefaults == SecurityDefaults.ENABLED) {
      findings.add(
          new Finding(
              "SecurityDefaultsEnabled",
              "Security defaults are on in the tenant, so no policy can be enabled.",
              "Turn them off in Entra (Overview, Properties) once Conditional Access policies"
                  + " take their place."));
    }
    if (!licence.present()) {
      findings.add(
          new Finding(
              "LicenceMissing",
              "The tenant has no Entra ID P1 or P2 licence, which Conditional Access needs.",
              "Assign one to the tenant."));
    }
    if (!missingServicePrincipals.isEmpty()) {
      findings.add(servicePrincipals(missingServicePrincipals));
    }
    return new Preflight(findings);
  }

  public boolean passed() {
    return findings.isEmpty();
  }

  private static Finding permissions(Collection<RequiredPermission> missing) {
    return new Finding(
        "PermissionMissing",
        "The application lacks "
            + missing.stream()
                .sorted()
                .map(RequiredPermission::sentence)
                .collect(Collectors.joining("; "))
            + ".",
        "Grant it as an application permission, with admin consent.");
  }

  private static Finding servicePrincipals(Set<Application> missing) {
    return new Finding(
        "ServicePrincipalMissing",
        "The tenant has no service principal for "
            + missing.stream()
                .sorted()
                .map(a -> a.shortName() + " (" + a.appId() + ")")
                .collect(Collectors.joining(", "))
            + ".",
        "Create it (New-MgServicePrincipal -AppId …), or take the application out of"
            + " spec.applications.");
  }
}
