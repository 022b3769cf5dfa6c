package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottlingTest {
  private static TestTenant tenant;

  @BeforeAll
  static void start() {
    tenant = TestTenant.likeEntra();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void reset() {
    tenant.reset();
    tenant.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void policy_calls_keep_to_one_a_second_and_are_never_refused() {
    Tenant entra = tenant.connect();

    PolicyId id = ok(entra.policies().create(TestPolicies.pilot()));
    tenant.clock.advance(Duration.ofSeconds(5));
    for (int i = 0; i < 4; i++) {
      ok(entra.policies().setState(id, PolicyState.DISABLED));
      ok(entra.policies().get(id));
    }

    assertThat(tenant.graphRequests()).hasSize(9).noneMatch(r -> r.status() == 429);
    assertThat(tenant.waits).hasSize(7).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void connections_to_the_same_tenant_share_its_pace() {
    EntraTenantConnector connector = tenant.connector();
    Tenant one = ok(connector.connect(tenant.connection(TestTenant.SECRET)));
    ClientSecret first =
        tenant
            .simulator
            .tenant()
            .apps()
            .find(SmallTenant.CLIENT_ID)
            .orElseThrow()
            .secrets()
            .getFirst();
    tenant
        .simulator
        .tenant()
        .apps()
        .change(
            SmallTenant.CLIENT_ID,
            app -> app.withSecrets(List.of(first, new ClientSecret("other", first.expiresAt()))));
    Tenant other = ok(connector.connect(tenant.connection(new Credential.ClientSecret("other"))));

    ok(one.policies().list());
    ok(other.policies().list());

    assertThat(tenant.waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void a_service_that_asks_to_wait_long_is_not_waited_for() {
    Tenant entra = tenant.connect();
    tenant
        .simulator
        .faults()
        .on(RequestMatcher.path("/groups"), 1, Fault.Status.throttled(Duration.ofMinutes(5)));

    Outcome<?> first = entra.directory().groupsNamed("TokenProtection-Pilot");
    Outcome<?> second = entra.directory().groupsNamed("TokenProtection-Pilot");

    assertThat(((Outcome.Throttled<?>) first).retryAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(((Outcome.Throttled<?>) second).retryAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(second.failure().map(Problem::cause)).contains(Cause.THROTTLED);
    assertThat(tenant.graphRequests()).as("the second one never left").hasSize(1);
    assertThat(tenant.waits).isEmpty();
    tenant.clock.advance(Duration.ofMinutes(5));
    ok(entra.directory().groupsNamed("TokenProtection-Pilot"));
  }

  @Test
  void without_a_time_to_wait_the_wait_doubles() {
    Tenant entra = tenant.connect();
    tenant
        .simulator
        .faults()
        .on(RequestMatcher.path("/policies"), Faults.ALWAYS, Fault.Status.throttled());

    Outcome<?> outcome = entra.policies().list();

    assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
    assertThat(tenant.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void a_throttled_tenant_does_not_hold_another() {
    try (TestTenant other = TestTenant.immediate()) {
      tenant
          .simulator
          .faults()
          .on(
              RequestMatcher.path("^/v1.0"),
              Faults.ALWAYS,
              Fault.Status.throttled(Duration.ofMinutes(5)));
      EntraTenantConnector connector = tenant.connector();
      Tenant throttled = ok(connector.connect(tenant.connection(TestTenant.SECRET)));
      Tenant free = ok(connector.connect(other.connection(TestTenant.SECRET)));

      assertThat(throttled.policies().list()).isInstanceOf(Outcome.Throttled.class);
      assertThat(throttled.policies().list()).isInstanceOf(Outcome.Throttled.class);
      assertThat(ok(free.policies().list()).policies()).isEmpty();
      assertThat(tenant.waits).isEmpty();
    }
  }
}
