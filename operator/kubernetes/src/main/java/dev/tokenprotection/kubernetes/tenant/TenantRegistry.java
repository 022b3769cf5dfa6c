package dev.tokenprotection.kubernetes.tenant;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of every EntraTenant: where the reconcilers of both resources meet. */
public final class TenantRegistry {
  private final Map<ResourceID, TenantView> views = new ConcurrentHashMap<>();

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
