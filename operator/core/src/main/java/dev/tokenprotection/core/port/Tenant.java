package dev.tokenprotection.core.port;

/** A connected tenant. Safe for use by several threads; shares one rate limit per tenant. */
public interface Tenant {
  PolicyPort policies();

  DirectoryPort directory();

  TenantFactsPort facts();

  SignInPort signIns();
}
