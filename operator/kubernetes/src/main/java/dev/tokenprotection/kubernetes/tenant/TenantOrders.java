package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.kubernetes.mapping.HandToken;
import java.util.Optional;

/**
 * What people ask of all rollouts of a tenant, through its EntraTenant. Read from the resource as
 * it is now, not from what a look at the tenant found: a stop waits for nothing.
 *
 * @param stopToken the token of the annotation {@code emergency-stop}, empty for none
 * @param frozenWhy {@code spec.freeze.reason}, empty for none
 */
public record TenantOrders(String stopToken, String frozenWhy) {
  /** Nothing is asked for. */
  public static final TenantOrders NONE = new TenantOrders("", "");

  /** The annotation, without its prefix, by which all rollouts are stopped. */
  public static final String EMERGENCY_STOP = "emergency-stop";

  static TenantOrders of(EntraTenant tenant) {
    boolean frozen = tenant.getSpec() != null && tenant.getSpec().freeze() != null;
    return new TenantOrders(
        HandToken.of(tenant, EMERGENCY_STOP).orElse(""),
        frozen ? tenant.getSpec().freeze().reason() : "");
  }

  /** The token of the stop that is asked for; empty for none. */
  public Optional<String> stop() {
    return Optional.of(stopToken).filter(token -> !token.isEmpty());
  }

  /** Why nothing may be promoted, in a person's words; empty when it may. */
  public Optional<String> freeze() {
    return Optional.of(frozenWhy).filter(why -> !why.isEmpty());
  }
}
