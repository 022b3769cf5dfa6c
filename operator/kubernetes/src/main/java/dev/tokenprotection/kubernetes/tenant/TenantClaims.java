package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One EntraTenant speaks for a tenant: the oldest one, and of two as old the one with the smaller
 * UID.
 */
final class TenantClaims {
  private static final Comparator<EntraTenant> FIRST_COME =
      Comparator.comparing((EntraTenant tenant) -> tenant.getMetadata().getCreationTimestamp())
          .thenComparing(tenant -> tenant.getMetadata().getUid());

  private TenantClaims() {}

  /** The EntraTenant that was there before {@code resource}; empty when it is the first. */
  static Optional<EntraTenant> earlier(EntraTenant resource, Stream<EntraTenant> all) {
    return all.filter(other -> isSameTenant(resource, other))
        .filter(other -> !isSameObject(resource, other))
        .filter(other -> FIRST_COME.compare(other, resource) < 0)
        .min(FIRST_COME);
  }

  static boolean isSameTenant(EntraTenant one, EntraTenant other) {
    return one.getSpec() != null
        && other.getSpec() != null
        && one.getSpec().tenantId().equalsIgnoreCase(other.getSpec().tenantId());
  }

  private static boolean isSameObject(EntraTenant one, EntraTenant other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }
}
