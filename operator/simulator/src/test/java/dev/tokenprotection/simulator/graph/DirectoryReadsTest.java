package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryReadsTest extends WireTest {

  @Test
  void a_user_is_found_by_id_and_by_principal_name() {
    assertThat(client.get("/v1.0/users/" + SmallTenant.ADA).json().path("displayName").asText())
        .isEqualTo("Ada");
    assertThat(client.get("/v1.0/users/ADA@contoso.com").id()).isEqualTo(SmallTenant.ADA);
    assertThat(client.get("/v1.0/users/nobody@contoso.com").error())
        .isEqualTo("Request_ResourceNotFound");
  }

  @Test
  void account_enabled_and_sync_state_come_only_when_selected() {
    tenant().directory().put(User.member("s", "s@contoso.com", "S").synced().disabled());

    JsonNode plain = client.get("/v1.0/users/s").json();
    JsonNode selected =
        client.get("/v1.0/users/s?$select=id,accountEnabled,onPremisesSyncEnabled,userType").json();

    assertThat(plain.has("accountEnabled")).isFalse();
    assertThat(selected.path("accountEnabled").asBoolean()).isFalse();
    assertThat(selected.path("onPremisesSyncEnabled").asBoolean()).isTrue();
    assertThat(selected.path("userType").asText()).isEqualTo("Member");
    assertThat(selected.has("displayName")).isFalse();
    assertThat(
            client
                .get("/v1.0/users/" + SmallTenant.ADA + "?$select=onPremisesSyncEnabled")
                .json()
                .get("onPremisesSyncEnabled")
                .isNull())
        .isTrue();
  }

  @Test
  void users_are_filtered() {
    tenant().directory().put(User.guest("g", "g_fabrikam.com#EXT#@contoso.com", "G"));

    assertThat(
            values(
                client.get("/v1.0/users?$filter=" + WireClient.encoded("userType eq 'Guest'")),
                "id"))
        .containsExactly("g");
  }

  @Test
  void a_service_principal_is_found_by_its_app_id() {
    String exchange = "00000002-0000-0ff1-ce00-000000000000";
    String byKey = "/v1.0/servicePrincipals(appId='%s')";

    assertThat(client.get(byKey.formatted(exchange)).json().path("displayName").asText())
        .isEqualTo("Office 365 Exchange Online");
    assertThat(client.get(byKey.formatted("none")).status()).isEqualTo(404);
    assertThat(
            values(
                client.get(
                    "/v1.0/servicePrincipals?$filter="
                        + WireClient.encoded("appId eq '" + exchange + "'")),
                "appId"))
        .containsExactly(exchange);
  }

  @Test
  void subscribed_skus_name_plans_and_units() {
    JsonNode sku = client.get("/v1.0/subscribedSkus").json().path("value").get(0);

    assertThat(sku.path("capabilityStatus").asText()).isEqualTo("Enabled");
    assertThat(sku.path("prepaidUnits").path("enabled").asInt()).isEqualTo(100);
    assertThat(sku.path("servicePlans").get(0).path("servicePlanId").asText())
        .isEqualTo("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
  }

  @Test
  void devices_come_with_their_owners_when_expanded() {
    Device device =
        Device.registered("d", "did", "PC-1", "Windows", "10.0.19045.1", "AzureAd")
            .withSystemLabels(List.of("CloudPC"))
            .with("isManaged", true);
    tenant().directory().put(device, List.of(SmallTenant.ADA));

    JsonNode row =
        client
            .get("/v1.0/devices?$select=trustType,systemLabels,isManaged&$expand=registeredOwners")
            .json()
            .path("value")
            .get(0);

    assertThat(row.path("trustType").asText()).isEqualTo("AzureAd");
    assertThat(row.path("systemLabels").get(0).asText()).isEqualTo("CloudPC");
    assertThat(row.has("displayName")).isFalse();
    assertThat(row.path("registeredOwners").get(0).path("userPrincipalName").asText())
        .isEqualTo("ada@contoso.com");
    assertThat(values(client.get("/v1.0/users/" + SmallTenant.ADA + "/registeredDevices"), "id"))
        .containsExactly("d");
    assertThat(
            values(client.get("/v1.0/users/" + SmallTenant.ADA + "/ownedDevices"), "@odata.type"))
        .containsExactly("#microsoft.graph.device");
  }

  @Test
  void security_defaults_and_organization_can_be_read() {
    tenant().securityDefaultsEnabled(true);

    assertThat(
            client
                .get("/v1.0/policies/identitySecurityDefaultsEnforcementPolicy")
                .json()
                .path("isEnabled")
                .asBoolean())
        .isTrue();
    assertThat(values(client.get("/v1.0/organization"), "id"))
        .containsExactly("11111111-1111-1111-1111-111111111111");
  }

  @Test
  void the_groups_of_a_user_can_be_read() {
    assertThat(values(client.get("/v1.0/users/" + SmallTenant.ADA + "/memberOf"), "displayName"))
        .containsExactly("TokenProtection-Pilot");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1.0/users, User.Read.All",
    "/v1.0/groups, Group.Read.All",
    "/v1.0/devices, Device.Read.All",
    "/v1.0/subscribedSkus, Organization.Read.All",
    "/v1.0/servicePrincipals, Application.Read.All",
    "/v1.0/auditLogs/directoryAudits, AuditLog.Read.All",
    "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy, Policy.Read.All",
  })
  void each_call_needs_its_permission(String path, String role) {
    try (WireClient with = clientWith(role);
        WireClient without = clientWith("Mail.Read")) {
      assertThat(with.get(path).status()).isEqualTo(200);
      assertThat(without.get(path).status()).isEqualTo(403);
    }
  }

  @Test
  void what_is_not_there_is_said_as_graph_says_it() {
    assertThat(client.get("/v1.0/nosuchthing").message())
        .isEqualTo("Resource not found for the segment 'nosuchthing'.");
    assertThat(client.get("/v2.0/users").status()).isEqualTo(400);
    assertThat(client.delete("/v1.0/subscribedSkus").status()).isEqualTo(405);
  }
}
