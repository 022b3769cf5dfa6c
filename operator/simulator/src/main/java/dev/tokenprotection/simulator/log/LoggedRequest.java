package dev.tokenprotection.simulator.log;

import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import java.time.Instant;
import java.util.Set;

/**
 * One request.
 *
 * @param number its place in the log, from 1
 * @param at on the tenant's clock
 * @param method HTTP method
 * @param path decoded
 * @param query percent-encoded, as it came
 * @param clientId of the application whose token came with it, empty for none
 * @param body of a request to Graph; empty for the token service, whose requests hold secrets
 * @param status that was answered, also when the answer was lost; 0 when there was none
 * @param fault the fault that struck, empty for none
 * @param before policies and groups before it
 * @param after policies and groups after it
 */
public record LoggedRequest(
    long number,
    Instant at,
    String method,
    String path,
    String query,
    String clientId,
    String body,
    int status,
    String fault,
    TenantSnapshot before,
    TenantSnapshot after) {

  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** Whether it asked Graph for a change, carried out or not. */
  public boolean isGraphWrite() {
    return (path.startsWith("/v1.0/") || path.startsWith("/beta/"))
        && !READS.contains(method)
        && !path.endsWith("/$batch")
        && !path.endsWith("/conditionalAccess/evaluate")
        && !path.endsWith("/getByIds");
  }

  /** Whether it changed a policy, a group or a membership. */
  public boolean changedSomething() {
    return !before.equals(after);
  }
}
