package dev.tokenprotection.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.tenant.TenantSettings;
import org.junit.jupiter.api.Test;

class SimulatedTenantTest {
  @Test
  void a_client_that_trusts_its_authority_gets_a_token_and_lists_policies() {
    try (SimulatedTenant tenant =
            SimulatedTenant.builder()
                .scenario(new SmallTenant())
                .settings(TenantSettings.immediate())
                .start();
        WireClient client = WireClient.signedIn(tenant)) {
      WireClient.Answer answer = client.get("/v1.0/identity/conditionalAccess/policies");

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().path("value").isArray()).isTrue();
      assertThat(tenant.caCertificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
      assertThat(tenant.requests().all()).hasSize(2);
    }
  }
}
