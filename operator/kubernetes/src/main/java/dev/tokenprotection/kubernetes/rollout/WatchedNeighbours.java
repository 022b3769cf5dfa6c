package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;

/** The rollouts of a tenant as the informer has them. */
final class WatchedNeighbours implements Neighbours {
  private volatile IndexerResourceCache<TokenProtectionRollout> rollouts;

  /** From now on, {@code cache} is where they are. */
  void over(IndexerResourceCache<TokenProtectionRollout> cache) {
    rollouts = cache;
  }

  @Override
  public List<TokenProtectionRollout> of(TokenProtectionRollout rollout) {
    IndexerResourceCache<TokenProtectionRollout> cache = rollouts;
    if (cache == null) {
      return List.of();
    }
    ResourceID id = ResourceID.fromResource(rollout);
    ResourceID tenant = RolloutWakes.tenantOf(rollout);
    return cache
        .list(
            rollout.getMetadata().getNamespace(),
            other ->
                RolloutWakes.tenantOf(other).equals(tenant)
                    && !ResourceID.fromResource(other).equals(id))
        .toList();
  }
}
