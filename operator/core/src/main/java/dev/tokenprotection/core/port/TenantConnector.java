package dev.tokenprotection.core.port;

/**
 * Connects to tenants. Makes no call by itself: the first use of the tenant shows whether the
 * connection is good.
 */
public interface TenantConnector {
  /** The tenant behind {@code connection}; the caller closes it. */
  Outcome<Tenant> connect(TenantConnection connection);
}
