package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits run on the tenant's clock. */
class ThrottlesTest extends WireTest {
  private static final String OTHER_APP = "c0000000-0000-0000-0000-000000000002";

  @Override
  protected TenantSettings settings() {
    return TenantSettings.immediate().with(TenantSettings.likeEntra().throttles());
  }

  @Test
  void conditional_access_takes_one_request_a_second_from_all_apps_together() {
    try (WireClient other = otherApp()) {
      assertThat(client.get(POLICIES).status()).isEqualTo(200);
      assertThat(other.get(POLICIES).status()).isEqualTo(429);
      pass(Duration.ofSeconds(1));
      assertThat(other.get(POLICIES).status()).isEqualTo(200);
    }
  }

  @Test
  void the_conditional_access_429_has_no_retry_after() {
    client.get(POLICIES);

    WireClient.Answer refused = client.get(POLICIES);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.error()).isEqualTo("TooManyRequests");
    assertThat(refused.headers()).doesNotContainKey("retry-after");
  }

  @Test
  void a_throttled_write_is_not_carried_out() {
    client.get(POLICIES);

    assertThat(client.post(POLICIES, REPORT_ONLY_POLICY).status()).isEqualTo(429);
    assertThat(tenant().policies().all()).isEmpty();
  }

  @Test
  void sign_ins_take_five_requests_in_ten_seconds_from_each_app() {
    try (WireClient other = otherApp()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/beta/auditLogs/signIns").status()).isEqualTo(200);
        pass(Duration.ofSeconds(1));
      }
      WireClient.Answer refused = client.get("/beta/auditLogs/signIns");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.headers()).containsEntry("retry-after", "5");
      assertThat(other.get("/beta/auditLogs/signIns").status()).isEqualTo(200);
      pass(Duration.ofSeconds(5));
      assertThat(client.get("/beta/auditLogs/signIns").status()).isEqualTo(200);
    }
  }

  @Test
  void a_throttle_can_be_switched_off() {
    tenant().settings(TenantSettings.immediate());

    for (int i = 0; i < 10; i++) {
      assertThat(client.get(POLICIES).status()).isEqualTo(200);
    }
  }

  private WireClient otherApp() {
    tenant()
        .apps()
        .put(
            AppRegistration.named(OTHER_APP, "other", "e0000000-0000-0000-0000-000000000002")
                .withSecrets(List.of(new ClientSecret("other", START.plus(Duration.ofDays(1)))))
                .withRoles(SmallTenant.ALL_ROLES));
    WireClient other = new WireClient(simulated);
    return other.bearer(
        other
            .token(Map.of("client_id", OTHER_APP, "client_secret", "other"))
            .json()
            .path("access_token")
            .asText());
  }
}
