package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import dev.tokenprotection.kubernetes.tenant.TenantView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.function.Predicate;

/** Whether the tenant can be talked to. */
final class TenantPhase implements Phase {
  private final TenantRegistry registry;
  private final Predicate<ResourceID> exists;

  /**
   * @param exists asks the API server whether there is such an EntraTenant
   */
  TenantPhase(TenantRegistry registry, Predicate<ResourceID> exists) {
    this.registry = registry;
    this.exists = exists;
  }

  @Override
  public Step run(RolloutScope scope) {
    ResourceID tenant = RolloutWakes.tenantOf(scope.resource());
    return switch (registry.view(tenant)) {
      case TenantView.NotSeenYet notSeen ->
          exists.test(tenant) ? new Step.Wait() : new Step.Halt(missing(tenant));
      case TenantView.Unusable(Trouble trouble) -> new Step.Halt(notReady(tenant, trouble));
      case TenantView.Lost lost -> new Step.Halt(notReady(tenant, lost.trouble()));
      case TenantView.Usable usable -> {
        scope.tenant(usable);
        yield Step.GO_ON;
      }
    };
  }

  private static Trouble missing(ResourceID tenant) {
    return Trouble.forPerson(
        ConditionReason.TENANT_NOT_FOUND,
        "The EntraTenant "
            + tenant.getName()
            + " does not exist in this namespace. Create it, or correct spec.tenantRef of a new"
            + " rollout.");
  }

  private static Trouble notReady(ResourceID tenant, Trouble trouble) {
    return new Trouble(
        ConditionReason.TENANT_NOT_READY,
        "The EntraTenant " + tenant.getName() + " is not ready: " + trouble.message(),
        trouble.mending());
  }
}
