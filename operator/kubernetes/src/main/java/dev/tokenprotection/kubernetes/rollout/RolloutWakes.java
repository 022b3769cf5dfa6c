package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.tenant.TenantUse;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Wakes rollouts for what happens outside of them: at their tenant, or in its logs. */
public final class RolloutWakes {
  private final SimpleInboundEventSource<TokenProtectionRollout> source =
      new SimpleInboundEventSource<>("wakes");

  private final Set<ResourceID> seen = ConcurrentHashMap.newKeySet();
  private volatile IndexerResourceCache<TokenProtectionRollout> rollouts;
  private volatile Consumer<ResourceID> wakeTenant = tenant -> {};

  /** EntraTenants that asked who uses them before that was known. */
  private final Set<ResourceID> askedTooEarly = new HashSet<>();

  private boolean areListed;

  /** From now on, an EntraTenant is woken when a rollout begins or ends to refer to it. */
  public void wakingTenantsBy(Consumer<ResourceID> wake) {
    wakeTenant = wake;
  }

  /** All rollouts have been listed: whoever asked before that is woken to ask again. */
  public void listed() {
    Set<ResourceID> waiting;
    synchronized (this) {
      waiting = Set.copyOf(askedTooEarly);
      areListed = true;
      askedTooEarly.clear();
    }
    waiting.forEach(wakeTenant);
  }

  /** Which rollouts refer to an EntraTenant. */
  public TenantUse.Standing usersOf(ResourceID tenant) {
    synchronized (this) {
      if (!areListed) {
        askedTooEarly.add(tenant);
        return new TenantUse.Standing.NotKnownYet();
      }
    }
    return new TenantUse.Standing.UsedBy(
        rolloutsOf(tenant, rollouts).map(ResourceID::getName).toList());
  }

  /** A rollout is there. */
  void isThere(ResourceID rollout, ResourceID tenant) {
    if (seen.add(rollout)) {
      wakeTenant.accept(tenant);
    }
  }

  /** A rollout is gone. */
  void isGone(ResourceID rollout, ResourceID tenant) {
    seen.remove(rollout);
    wakeTenant.accept(tenant);
  }

  /** The source of events that the framework starts and stops. */
  EventSource<?, TokenProtectionRollout> over(IndexerResourceCache<TokenProtectionRollout> cache) {
    rollouts = cache;
    return source;
  }

  /** Wakes one rollout. */
  public void wake(ResourceID rollout) {
    source.propagateEvent(rollout);
  }

  /** Wakes every rollout of an EntraTenant. */
  public void wakeAllOf(ResourceID tenant) {
    IndexerResourceCache<TokenProtectionRollout> cache = rollouts;
    if (cache == null) {
      return;
    }
    rolloutsOf(tenant, cache).forEach(this::wake);
  }

  /** The rollouts in {@code cache} that name an EntraTenant. */
  static Stream<ResourceID> rolloutsOf(
      ResourceID tenant, IndexerResourceCache<TokenProtectionRollout> cache) {
    return cache
        .list(tenant.getNamespace().orElseThrow(), rollout -> tenantOf(rollout).equals(tenant))
        .map(ResourceID::fromResource);
  }

  /** The EntraTenant that a rollout names. */
  static ResourceID tenantOf(TokenProtectionRollout rollout) {
    return new ResourceID(
        rollout.getSpec() == null ? "" : rollout.getSpec().tenantRef().name(),
        rollout.getMetadata().getNamespace());
  }
}
