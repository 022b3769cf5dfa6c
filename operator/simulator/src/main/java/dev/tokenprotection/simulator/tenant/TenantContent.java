package dev.tokenprotection.simulator.tenant;

/** What a tenant holds when it starts. */
@FunctionalInterface
public interface TenantContent {
  /** Fills an empty tenant. Called once at the start and again at each reset. */
  void fill(Tenant tenant);
}
