package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.kubernetes.condition.Attempt;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of EntraTenants. Of each the one that has proved good is held, which its rollouts
 * use, and beside it the latest attempt at another. What is replaced is closed.
 *
 * <p>Of one EntraTenant used by one thread at a time.
 */
final class HeldConnections implements AutoCloseable {
  private final TenantConnector connector;
  private final Map<ResourceID, Held> proved = new ConcurrentHashMap<>();
  private final Map<ResourceID, Held> attempts = new ConcurrentHashMap<>();

  private record Held(TenantConnection connection, Tenant tenant) {}

  HeldConnections(TenantConnector connector) {
    this.connector = connector;
  }

  /** The tenant behind a connection: as long as that stays equal, the same one. */
  Attempt<Tenant> connect(ResourceID resource, TenantConnection wanted) {
    return List.of(proved, attempts).stream()
        .map(held -> Optional.ofNullable(held.get(resource)))
        .flatMap(Optional::stream)
        .filter(held -> held.connection().equals(wanted))
        .findFirst()
        .map(held -> Attempt.done(held.tenant()))
        .orElseGet(
            () ->
                Attempt.of(connector.connect(wanted))
                    .map(tenant -> hold(attempts, resource, new Held(wanted, tenant))));
  }

  /** {@code tenant} can be used, instead of the one that {@code resource} had before. */
  void proved(ResourceID resource, Tenant tenant) {
    Optional<Held> attempt = Optional.ofNullable(attempts.remove(resource));
    attempt
        .filter(held -> held.tenant() == tenant)
        .ifPresentOrElse(
            held -> hold(proved, resource, held),
            () -> attempt.ifPresent(given -> given.tenant().close()));
  }

  /** {@code resource} is gone. */
  void forget(ResourceID resource) {
    drop(attempts, resource);
    drop(proved, resource);
  }

  @Override
  public void close() {
    attempts.keySet().forEach(resource -> drop(attempts, resource));
    proved.keySet().forEach(resource -> drop(proved, resource));
  }

  private static Tenant hold(Map<ResourceID, Held> among, ResourceID resource, Held held) {
    Optional.ofNullable(among.put(resource, held)).ifPresent(former -> former.tenant().close());
    return held.tenant();
  }

  private static void drop(Map<ResourceID, Held> among, ResourceID resource) {
    Optional.ofNullable(among.remove(resource)).ifPresent(held -> held.tenant().close());
  }
}
