package dev.tokenprotection.kubernetes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldConnectionsTest {
  private static final ResourceID CONTOSO = new ResourceID("contoso", "security");
  private static final ResourceID FABRIKAM = new ResourceID("fabrikam", "security");

  private final List<InMemoryTenant> made = new ArrayList<>();
  private final HeldConnections connections =
      new HeldConnections(
          connection -> {
            made.add(new InMemoryTenant(new ManualTime(Instant.parse("2026-11-02T12:00:00Z"))));
            return new Outcome.Ok<>(made.getLast());
          });

  @Test
  void an_equal_connection_is_made_once() {
    use(CONTOSO, "one");
    use(CONTOSO, "one");

    assertThat(made).hasSize(1);
    assertThat(made.getFirst().isClosed()).isFalse();
  }

  @Test
  void of_many_that_replace_each_other_only_the_last_stays_open() {
    for (int i = 0; i < 10; i++) {
      use(CONTOSO, "secret " + i);
    }

    assertThat(made).hasSize(10);
    assertThat(made).filteredOn(tenant -> !tenant.isClosed()).containsExactly(made.getLast());
  }

  @Test
  void what_rollouts_use_stays_open_until_another_has_proved_good() {
    use(CONTOSO, "good");
    connect(CONTOSO, "wrong");
    connect(CONTOSO, "wrong too");

    assertThat(made).extracting(InMemoryTenant::isClosed).containsExactly(false, true, false);

    use(CONTOSO, "new");
    assertThat(made).extracting(InMemoryTenant::isClosed).containsExactly(true, true, true, false);
  }

  @Test
  void who_goes_back_to_what_was_good_gets_it_again() {
    use(CONTOSO, "good");
    connect(CONTOSO, "wrong");

    assertThat(use(CONTOSO, "good")).isSameAs(made.getFirst());
    assertThat(made).extracting(InMemoryTenant::isClosed).containsExactly(false, true);
  }

  @Test
  void an_entra_tenant_that_is_gone_leaves_nothing_open_and_others_alone() {
    use(CONTOSO, "one");
    connect(CONTOSO, "two");
    use(FABRIKAM, "one");

    connections.forget(CONTOSO);

    assertThat(made).extracting(InMemoryTenant::isClosed).containsExactly(true, true, false);
  }

  @Test
  void in_the_end_all_are_closed() {
    use(CONTOSO, "one");
    connect(CONTOSO, "two");
    use(FABRIKAM, "one");

    connections.close();

    assertThat(made).allMatch(InMemoryTenant::isClosed);
  }

  private InMemoryTenant use(ResourceID resource, String secret) {
    InMemoryTenant tenant = connect(resource, secret);
    connections.proved(resource, tenant);
    return tenant;
  }

  private InMemoryTenant connect(ResourceID resource, String secret) {
    TenantConnection wanted =
        new TenantConnection(
            "tenant", "client", new Credential.ClientSecret(secret), Endpoints.GLOBAL);
    return switch (connections.connect(resource, wanted)) {
      case Attempt.Done<Tenant>(InMemoryTenant tenant) -> tenant;
      case Attempt<Tenant> other -> throw new AssertionError("not connected: " + other);
    };
  }
}
