package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.kubernetes.tenant.TenantUse;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutWakesTest {
  private static final ResourceID TENANT = new ResourceID("contoso", "security");

  private final RolloutWakes wakes = new RolloutWakes();
  private final List<ResourceID> woken = new ArrayList<>();

  @Test
  void a_tenant_that_asked_who_uses_it_before_that_was_known_is_woken_once_it_is() {
    wakes.wakingTenantsBy(woken::add);
    assertThat(wakes.usersOf(TENANT)).isInstanceOf(TenantUse.Standing.NotKnownYet.class);
    assertThat(woken).isEmpty();

    wakes.listed();

    assertThat(woken).containsExactly(TENANT);
  }
}
