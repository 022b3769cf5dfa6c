package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Wakes rollouts for what happens outside of them: at their tenant, or in its logs. */
public final class RolloutWakes {
  private final SimpleInboundEventSource<TokenProtectionRollout> source =
      new SimpleInboundEventSource<>("wakes");

  private volatile IndexerResourceCache<TokenProtectionRollout> rollouts;

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
    cache
        .list(tenant.getNamespace().orElseThrow(), rollout -> tenantOf(rollout).equals(tenant))
        .map(ResourceID::fromResource)
        .forEach(this::wake);
  }

  /** The EntraTenant that a rollout names. */
  static ResourceID tenantOf(TokenProtectionRollout rollout) {
    return new ResourceID(
        rollout.getSpec() == null ? "" : rollout.getSpec().tenantRef().name(),
        rollout.getMetadata().getNamespace());
  }
}
