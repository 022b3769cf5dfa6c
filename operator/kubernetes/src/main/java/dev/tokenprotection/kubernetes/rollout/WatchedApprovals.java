package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.approval.GivenApprovals;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The StageApprovals as the informer has them; one that comes or goes wakes its rollout. */
final class WatchedApprovals implements GivenApprovals {
  private final Deliveries deliveries;
  private volatile InformerEventSource<StageApproval, TokenProtectionRollout> approvals;

  /**
   * @param deliveries told of each approval that comes
   */
  WatchedApprovals(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** The source of events that the framework starts and stops. */
  EventSource<StageApproval, TokenProtectionRollout> over(
      EventSourceContext<TokenProtectionRollout> context) {
    approvals =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(StageApproval.class, TokenProtectionRollout.class)
                .withName("approvals")
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(WatchedApprovals::rolloutOf)
                .withGenericFilter(
                    approval -> {
                      deliveries.delivered(approval);
                      return true;
                    })
                // A spec never changes, and a status is our own doing.
                .withOnUpdateFilter((after, before) -> false)
                .build(),
            context);
    return approvals;
  }

  @Override
  public Collection<StageApproval> of(TokenProtectionRollout rollout) {
    var watched = approvals;
    return watched == null ? List.of() : watched.getSecondaryResources(rollout);
  }

  private static Set<ResourceID> rolloutOf(StageApproval approval) {
    return approval.getSpec() == null
        ? Set.of()
        : Set.of(
            new ResourceID(
                approval.getSpec().rolloutRef().name(), approval.getMetadata().getNamespace()));
  }
}
