package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is known of every EntraTenant: where the reconcilers of both resources meet. */
public final class TenantRegistry {
  private final Map<ResourceID, TenantView> views = new ConcurrentHashMap<>();
  private volatile Function<ResourceID, Optional<EntraTenant>> resources =
      tenant -> Optional.empty();

  /**
   * From now on, orders are read from {@code resources}.
   *
   * @param resources shows an EntraTenant as it is now; answers at once
   */
  public void ordersFrom(Function<ResourceID, Optional<EntraTenant>> resources) {
    this.resources = resources;
  }

  /** What people ask of all rollouts of an EntraTenant. */
  public TenantOrders orders(ResourceID tenant) {
    return resources.apply(tenant).map(TenantOrders::of).orElse(TenantOrders.NONE);
  }

  /** An EntraTenant as it was last found. */
  public TenantView view(ResourceID tenant) {
    return views.getOrDefault(tenant, new TenantView.NotSeenYet());
  }

  void put(ResourceID tenant, TenantView view) {
    views.put(tenant, view);
  }

  void remove(ResourceID tenant) {
    views.remove(tenant);
  }
}
