package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.Map;

/** What others have in the tenant: a policy without any marker, and those of another rollout. */
final class Foreign {
  /** A rollout that is in Entra. */
  static final RolloutIdentity ANOTHER = new RolloutIdentity("cluster-1", "contoso", "another");

  static final Map<PolicyId, PolicyContent> POLICIES =
      Map.of(
          new PolicyId(InMemoryTenant.FOREIGN + "plain"),
          named("Enable Token Protection (Pilot)"),
          new PolicyId(InMemoryTenant.FOREIGN + "enforced"),
          named(Marker.of(ANOTHER).displayName("Another", PolicyRole.ENFORCED)),
          new PolicyId(InMemoryTenant.FOREIGN + "observe"),
          named(Marker.of(ANOTHER).displayName("Another", PolicyRole.OBSERVE)));

  private Foreign() {}

  private static PolicyContent named(String displayName) {
    return PolicyBuilder.from(
            DesiredState.at(Examples.office(), 3, Examples.RESOLVED, Examples.BREAK_GLASS)
                .enforced()
                .inState(PolicyState.ENABLED))
        .named(displayName)
        .build();
  }
}
