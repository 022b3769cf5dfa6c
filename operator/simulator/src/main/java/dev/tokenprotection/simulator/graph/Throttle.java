package dev.tokenprotection.simulator.graph;

import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts requests in sliding windows of the tenant's clock. Source: Graph, "Microsoft Graph
 * service-specific throttling limits".
 */
final class Throttle {
  private final Tenant tenant;
  private final Map<String, Deque<Instant>> admitted = new HashMap<>();

  Throttle(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Admits the request or throws the refusal. */
  void admit(Access.Service service, Caller caller) {
    switch (service) {
      // Shared by all apps of the tenant, and its 429 does not say when to come back.
      case CONDITIONAL_ACCESS -> {
        if (wait("ca", tenant.settings().throttles().conditionalAccess()).isPresent()) {
          throw GraphRefusal.throttled();
        }
      }
      case REPORTS ->
          wait("reports " + caller.clientId(), tenant.settings().throttles().signIns())
              .ifPresent(Throttle::refuse);
      case DIRECTORY ->
          wait("directory " + caller.clientId(), tenant.settings().throttles().directory())
              .ifPresent(Throttle::refuse);
    }
  }

  private static void refuse(Duration retryAfter) {
    throw GraphRefusal.throttled(retryAfter);
  }

  /** How long to wait, or empty when the request is admitted. */
  private synchronized Optional<Duration> wait(String bucket, Limit limit) {
    if (limit.requests() == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    Instant now = tenant.now();
    Deque<Instant> times = admitted.computeIfAbsent(bucket, key -> new ArrayDeque<>());
    while (!times.isEmpty() && !times.peekFirst().plus(limit.within()).isAfter(now)) {
      times.removeFirst();
    }
    if (times.size() >= limit.requests()) {
      return Optional.of(Duration.between(now, times.peekFirst().plus(limit.within())));
    }
    times.addLast(now);
    return Optional.empty();
  }
}
