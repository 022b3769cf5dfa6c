package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.TenantSettings.RefusalText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRefusalsTest extends WireTest {
  private static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";

  @Test
  void error_1034_names_each_application_without_a_service_principal() {
    tenant().directory().deleteServicePrincipal(EXCHANGE);

    WireClient.Answer answer = client.post(POLICIES, REPORT_ONLY_POLICY);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("BadRequest");
    assertThat(answer.message())
        .isEqualTo(
            "1034: Policy contains invalid applications: {\""
                + EXCHANGE
                + "\":\"ServicePrincipalNotFound\"}");
    assertThat(tenant().policies().all()).isEmpty();
  }

  @Test
  void error_1064_refuses_an_empty_list_of_client_apps() {
    WireClient.Answer answer =
        client.post(POLICIES, REPORT_ONLY_POLICY.replace("\"mobileAppsAndDesktopClients\"", ""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("1064: 'clientAppTypes' condition does not support []");
  }

  @Test
  void error_1235_refuses_session_controls_beside_authentication_flows_even_when_false() {
    WireClient.Answer answer =
        client.post(
            POLICIES,
            REPORT_ONLY_POLICY
                .replace(
                    "\"platforms\"",
                    "\"authenticationFlows\": {\"transferMethods\": \"deviceCodeFlow\"},"
                        + " \"platforms\"")
                .replace("true", "false"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("1235: ");
  }

  @Test
  void error_1007_refuses_a_body_that_is_no_policy() {
    WireClient.Answer answer = client.post(POLICIES, "{\"displayName\": \"x\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("1007: ");
  }

  @Test
  void security_defaults_refuse_an_enabled_policy_and_take_a_report_only_one() {
    tenant().securityDefaultsEnabled(true);
    String id = created(REPORT_ONLY_POLICY);

    WireClient.Answer answer = client.patch(POLICIES + "/" + id, "{\"state\": \"enabled\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("BadRequest");
    assertThat(answer.message()).startsWith("Security Defaults is enabled in the tenant.");
    assertThat(client.get(POLICIES + "/" + id).json().path("state").asText())
        .isEqualTo("enabledForReportingButNotEnforced");
  }

  @Test
  void the_policy_limit_counts_policies_of_all_states() {
    tenant()
        .settings(
            TenantSettings.immediate().with(TenantSettings.likeEntra().policies().withLimit(1)));
    created(REPORT_ONLY_POLICY.replace("enabledForReportingButNotEnforced", "disabled"));

    WireClient.Answer answer = client.post(POLICIES, REPORT_ONLY_POLICY);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(tenant().policies().all()).hasSize(1);
  }

  @Test
  void without_a_licence_no_policy_is_written() {
    tenant().subscribedSkus(List.of(Licences.exchangeOnly(10)));

    WireClient.Answer answer = client.post(POLICIES, REPORT_ONLY_POLICY);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.message()).contains("not licensed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Policy.ReadWrite.ConditionalAccess", "Policy.Read.All", "Application.Read.All"})
  void a_write_needs_three_permissions_and_any_one_missing_is_403(String missing) {
    String[] others =
        List.of("Policy.ReadWrite.ConditionalAccess", "Policy.Read.All", "Application.Read.All")
            .stream()
            .filter(role -> !role.equals(missing))
            .toArray(String[]::new);
    try (WireClient weak = clientWith(others)) {
      WireClient.Answer answer = weak.post(POLICIES, REPORT_ONLY_POLICY);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("AccessDenied");
      assertThat(answer.message()).contains("required scopes are missing in the token");
    }
  }

  @Test
  void a_read_without_permission_is_403() {
    try (WireClient weak = clientWith("User.Read.All")) {
      assertThat(weak.get(POLICIES).status()).isEqualTo(403);
    }
  }

  @Test
  void the_numbered_text_can_be_in_the_inner_error_instead() {
    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().policies().with(RefusalText.INNER_ERROR)));

    WireClient.Answer answer =
        client.post(POLICIES, REPORT_ONLY_POLICY.replace("\"mobileAppsAndDesktopClients\"", ""));

    assertThat(answer.message()).doesNotContain("1064");
    assertThat(answer.json().path("error").path("innerError").path("message").asText())
        .startsWith("1064: ");
  }

  @Test
  void an_error_carries_the_request_ids_and_the_date() {
    WireClient.Answer answer =
        client.header("client-request-id", "my-request").get(POLICIES + "/nothing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").path("innerError").path("request-id").asText())
        .isEqualTo(answer.headers().get("request-id"))
        .isNotEmpty();
    assertThat(answer.json().path("error").path("innerError").path("client-request-id").asText())
        .isEqualTo("my-request");
    assertThat(answer.json().path("error").path("innerError").path("date").asText())
        .isEqualTo("2026-11-02T09:00:00");
    assertThat(answer.headers()).containsEntry("client-request-id", "my-request");
  }
}
