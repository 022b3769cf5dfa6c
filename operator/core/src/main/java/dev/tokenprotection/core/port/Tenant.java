package dev.tokenprotection.core.port;

import java.time.Duration;

/**
 * A connected tenant. Safe for use by several threads; shares one rate limit per tenant. Whoever
 * connected closes it.
 */
public interface Tenant extends AutoCloseable {
  /**
   * The longest that one call which writes takes from its beginning to its answer, waits included,
   * on the machine's own clock. Each such call sends one write. Whoever fences writes may go by it.
   */
  Duration LONGEST_WRITE = Duration.ofSeconds(30);

  PolicyPort policies();

  DirectoryPort directory();

  TenantFactsPort facts();

  SignInPort signIns();

  AuditPort audits();

  /**
   * Gives back what the connection holds of the machine. Calls that are under way end by
   * themselves; none may begin afterwards.
   */
  @Override
  void close();
}
