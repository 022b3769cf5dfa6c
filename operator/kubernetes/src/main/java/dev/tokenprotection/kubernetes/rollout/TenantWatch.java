package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The EntraTenants as rollouts see them. People act on all rollouts of a tenant through its
 * EntraTenant; that must reach them also while a look at the tenant itself is under way, which may
 * take long when Entra is slow.
 */
final class TenantWatch {
  private TenantWatch() {}

  /** Wakes the rollouts of an EntraTenant when people acted on it, and shows it to the registry. */
  static EventSource<EntraTenant, TokenProtectionRollout> over(
      EventSourceContext<TokenProtectionRollout> context, TenantRegistry registry) {
    IndexerResourceCache<TokenProtectionRollout> rollouts = context.getPrimaryCache();
    InformerEventSource<EntraTenant, TokenProtectionRollout> source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(EntraTenant.class, TokenProtectionRollout.class)
                .withName("tenants")
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(tenant -> rolloutsOf(tenant, rollouts))
                .withOnUpdateFilter(TenantWatch::isActedUpon)
                .build(),
            context);
    registry.ordersFrom(source::get);
    return source;
  }

  private static Set<ResourceID> rolloutsOf(
      EntraTenant tenant, IndexerResourceCache<TokenProtectionRollout> rollouts) {
    ResourceID id = ResourceID.fromResource(tenant);
    return RolloutWakes.rolloutsOf(id, rollouts).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isActedUpon(EntraTenant after, EntraTenant before) {
    return !Objects.equals(
            before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
        || Annotations.differ(before, after);
  }
}
