package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.BreakGlass;
import dev.tokenprotection.api.v1alpha1.Cloud;
import dev.tokenprotection.api.v1alpha1.Credential;
import dev.tokenprotection.api.v1alpha1.Endpoints;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.api.v1alpha1.EvidenceSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must be changed in an EntraTenant before it can be acted upon. */
public final class TenantValidation {
  private final Violations violations = new Violations();

  private TenantValidation() {}

  /** The violations of {@code tenant}, empty when there are none. */
  public static List<Violation> check(EntraTenant tenant) {
    TenantValidation validation = new TenantValidation();
    if (tenant.getSpec() == null) {
      validation.violations.add("spec", "is required");
    } else {
      validation.check(tenant.getSpec());
    }
    return validation.violations.all();
  }

  private void check(EntraTenantSpec spec) {
    if (spec.cloud() == Cloud.UNKNOWN) {
      violations.unknownValue("spec.cloud");
    }
    if (spec.credential() == null) {
      violations.add("spec.credential", "is required");
    } else {
      check(spec.credential());
    }
    if (spec.breakGlass() != null) {
      check(spec.breakGlass());
    }
    if (spec.evidence() != null && spec.evidence().source() != null) {
      check(spec.evidence().source());
    }
    if (spec.endpoints() != null) {
      check(spec.endpoints());
    }
  }

  private void check(Endpoints endpoints) {
    checkAddress("spec.endpoints.login", endpoints.login());
    checkAddress("spec.endpoints.graph", endpoints.graph());
    if (endpoints.logAnalytics() != null) {
      violations.unavailable("spec.endpoints.logAnalytics", "Log Analytics is", "remove the field");
    }
  }

  private void checkAddress(String path, String address) {
    if (address == null) {
      return;
    }
    try {
      if (new URI(address).getHost() == null) {
        violations.add(path, "names no host; write an address such as https://graph.microsoft.com");
      }
    } catch (URISyntaxException e) {
      violations.add(path, "is no address; write one such as https://graph.microsoft.com");
    }
  }

  private void check(Credential credential) {
    switch (credential.type()) {
      case WORKLOAD_IDENTITY -> {
        if (credential.workloadIdentity() == null
            || credential.workloadIdentity().serviceAccountRef() == null) {
          violations.add(
              "spec.credential.workloadIdentity.serviceAccountRef",
              "the operator's own identity is not available in this version; name a ServiceAccount"
                  + " of this namespace");
        }
      }
      case CLIENT_SECRET -> {
        if (credential.clientSecret() == null) {
          violations.add("spec.credential.clientSecret", "is required with type ClientSecret");
        }
      }
      case CLIENT_CERTIFICATE -> {
        if (credential.clientCertificate() == null) {
          violations.add(
              "spec.credential.clientCertificate", "is required with type ClientCertificate");
        }
      }
      case MANAGED_IDENTITY ->
          violations.unavailable(
              "spec.credential.type",
              "ManagedIdentity is",
              "use WorkloadIdentity, ClientSecret or ClientCertificate");
      case UNKNOWN -> violations.unknownValue("spec.credential.type");
    }
  }

  private void check(BreakGlass breakGlass) {
    noneTwice("spec.breakGlass.users", breakGlass.users());
    noneTwice("spec.breakGlass.groups", breakGlass.groups());
  }

  private void noneTwice(String path, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; ids != null && i < ids.size(); i++) {
      if (!seen.add(ids.get(i).toLowerCase(Locale.ROOT))) {
        violations.add(path + "[" + i + "]", "repeats an id; remove it");
      }
    }
  }

  private void check(EvidenceSource source) {
    switch (source) {
      case SIGN_IN_LOGS -> {}
      case LOG_ANALYTICS ->
          violations.unavailable(
              "spec.evidence.source", "LogAnalytics is", "use SignInLogs or remove the field");
      case UNKNOWN -> violations.unknownValue("spec.evidence.source");
    }
  }
}
