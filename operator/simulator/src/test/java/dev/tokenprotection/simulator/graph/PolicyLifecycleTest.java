package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Administrator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyLifecycleTest extends WireTest {
  private static final String DELETED = "/v1.0/identity/conditionalAccess/deletedItems/policies";

  @Test
  void a_create_answers_201_with_the_policy_and_where_it_is() {
    WireClient.Answer answer = client.post(POLICIES, REPORT_ONLY_POLICY);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("location")).endsWith(POLICIES + "/" + answer.id());
    assertThat(answer.json().path("@odata.context").asText())
        .endsWith("/v1.0/$metadata#identity/conditionalAccess/policies/$entity");
    assertThat(answer.json().path("createdDateTime").asText()).isEqualTo("2026-11-02T09:00:00Z");
  }

  @Test
  void the_display_name_is_not_unique_so_a_repeated_create_makes_a_second_policy() {
    created(REPORT_ONLY_POLICY);
    created(REPORT_ONLY_POLICY);

    assertThat(values(client.get(POLICIES), "displayName"))
        .containsExactly("Enable Token Protection (Pilot)", "Enable Token Protection (Pilot)");
  }

  @Test
  void include_users_none_is_accepted() {
    created(
        REPORT_ONLY_POLICY.replace("\"users\": {", "\"users\": {\"includeUsers\": [\"None\"], "));

    assertThat(tenant().policies().all()).hasSize(1);
  }

  @Test
  void a_deleted_policy_is_kept_and_comes_back_with_its_id() {
    String id = created(REPORT_ONLY_POLICY);

    assertThat(client.delete(POLICIES + "/" + id).status()).isEqualTo(204);
    assertThat(client.get(POLICIES + "/" + id).status()).isEqualTo(404);
    assertThat(values(client.get(DELETED), "id")).containsExactly(id);
    assertThat(client.get(DELETED + "/" + id).json().path("deletedDateTime").asText())
        .isEqualTo("2026-11-02T09:00:00Z");
    assertThat(client.post(DELETED + "/" + id + "/restore", "").status()).isEqualTo(200);
    JsonNode restored = client.get(POLICIES + "/" + id).json();
    assertThat(restored.path("displayName").asText()).isEqualTo("Enable Token Protection (Pilot)");
    assertThat(values(client.get(DELETED), "id")).isEmpty();
  }

  @Test
  void a_deleted_policy_is_gone_after_thirty_days() {
    String id = created(REPORT_ONLY_POLICY);
    client.delete(POLICIES + "/" + id);
    pass(Duration.ofDays(30));

    assertThat(values(client.get(DELETED), "id")).isEmpty();
    assertThat(client.post(DELETED + "/" + id + "/restore", "").status()).isEqualTo(404);
  }

  @Test
  void lists_are_paged_filtered_and_projected() {
    for (int i = 0; i < 5; i++) {
      created(REPORT_ONLY_POLICY.replace("(Pilot)", "" + i));
    }
    WireClient.Answer first = client.get(POLICIES + "?$top=2&$select=id,displayName");
    WireClient.Answer second = client.get(first.json().path("@odata.nextLink").asText());

    assertThat(values(first, "displayName"))
        .containsExactly("Enable Token Protection 0", "Enable Token Protection 1");
    assertThat(values(second, "displayName"))
        .containsExactly("Enable Token Protection 2", "Enable Token Protection 3");
    assertThat(first.json().path("value").get(0).has("conditions")).isFalse();
    assertThat(
            values(
                client.get(
                    POLICIES
                        + "?$filter="
                        + WireClient.encoded("displayName eq 'Enable Token Protection 4'")),
                "displayName"))
        .hasSize(1);
  }

  @Test
  void the_audit_log_names_the_app_or_the_person_behind_each_change() {
    String id = created(REPORT_ONLY_POLICY);
    client.patch(POLICIES + "/" + id, "{\"state\": \"enabled\"}");
    Administrator.of(tenant()).changePolicy(id, json("{\"sessionControls\": null}"));

    WireClient.Answer audits =
        client.get(
            "/v1.0/auditLogs/directoryAudits?$filter="
                + WireClient.encoded(
                    "activityDisplayName eq 'Update conditional access policy' and"
                        + " targetResources/any(t: t/id eq '"
                        + id
                        + "')"));

    JsonNode byHand = audits.json().path("value").get(0);
    JsonNode byApp = audits.json().path("value").get(1);
    assertThat(byHand.path("initiatedBy").path("user").path("userPrincipalName").asText())
        .isEqualTo("grace@contoso.com");
    assertThat(byApp.path("initiatedBy").path("app").path("appId").asText())
        .isEqualTo(SmallTenant.CLIENT_ID);
    JsonNode change = byApp.path("targetResources").get(0).path("modifiedProperties").get(0);
    assertThat(change.path("oldValue").asText()).contains("enabledForReportingButNotEnforced");
    assertThat(change.path("newValue").asText()).contains("\"state\":\"enabled\"");
  }
}
