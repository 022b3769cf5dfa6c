package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.TenantSettings.Description;
import dev.tokenprotection.simulator.tenant.TenantSettings.UnsetMembers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The service answers a policy in its own form, not as it was sent. */
class PolicyNormalisationTest extends WireTest {

  @Test
  void and_becomes_or_when_there_is_one_control() {
    JsonNode policy =
        stored(
            """
            "grantControls": {"operator": "AND", "builtInControls": ["mfa"]}
            """);

    assertThat(policy.path("grantControls").path("operator").asText()).isEqualTo("OR");
  }

  @Test
  void and_stays_when_there_are_two_controls_and_their_order_is_the_services() {
    JsonNode policy =
        stored(
            """
            "grantControls": {"operator": "AND", "builtInControls": ["compliantDevice", "MFA"]}
            """);

    assertThat(policy.path("grantControls").path("operator").asText()).isEqualTo("AND");
    assertThat(Json.strings(policy.path("grantControls").path("builtInControls")))
        .containsExactly("mfa", "compliantDevice");
  }

  @Test
  void enum_values_get_the_services_order_and_case() {
    JsonNode policy = stored("\"templateId\": null").path("conditions");

    assertThat(Json.strings(policy.path("clientAppTypes")))
        .containsExactly("browser", "mobileAppsAndDesktopClients");
    assertThat(Json.strings(policy.path("platforms").path("includePlatforms")))
        .containsExactly("iOS", "windows", "macOS");
    assertThat(
            policy
                .path("users")
                .path("excludeGuestsOrExternalUsers")
                .path("guestOrExternalUserTypes")
                .asText())
        .isEqualTo("internalGuest,b2bCollaborationGuest");
  }

  @Test
  void a_session_only_policy_has_null_grant_controls() {
    JsonNode policy =
        stored(
            """
            "grantControls": {"operator": "OR", "builtInControls": []},
            "sessionControls": {"secureSignInSession": {"isEnabled": true}}
            """);

    assertThat(policy.get("grantControls").isNull()).isTrue();
    assertThat(policy.path("sessionControls").path("secureSignInSession").path("isEnabled"))
        .isEqualTo(Json.object().put("x", true).get("x"));
  }

  @Test
  void members_without_a_value_are_echoed_as_null_by_default() {
    JsonNode policy =
        stored("\"sessionControls\": {\"secureSignInSession\": {\"isEnabled\": true}}");

    assertThat(policy.get("templateId").isNull()).isTrue();
    assertThat(policy.path("conditions").get("locations").isNull()).isTrue();
    assertThat(policy.path("sessionControls").get("signInFrequency").isNull()).isTrue();
    assertThat(policy.path("conditions").path("users").path("includeRoles").isArray()).isTrue();
  }

  @Test
  void members_without_a_value_are_dropped_by_a_service_that_does_so() {
    set(UnsetMembers.DROPPED);
    JsonNode policy =
        stored("\"sessionControls\": {\"secureSignInSession\": {\"isEnabled\": true}}");

    assertThat(policy.has("templateId")).isFalse();
    assertThat(policy.has("grantControls")).isFalse();
    assertThat(policy.path("conditions").has("locations")).isFalse();
    assertThat(policy.path("sessionControls").has("signInFrequency")).isFalse();
  }

  @Test
  void a_description_is_dropped_by_default_and_kept_by_a_service_that_does_so() {
    assertThat(stored("\"description\": \"ours\"").has("description")).isFalse();

    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().policies().with(Description.KEPT)));

    assertThat(stored("\"description\": \"ours\"").path("description").asText()).isEqualTo("ours");
  }

  @Test
  void unknown_members_are_kept_and_type_annotations_are_not() {
    JsonNode policy =
        stored(
            """
            "odata.type": "#microsoft.graph.conditionalAccessPolicy", "futureMember": {"x": 1}
            """);

    assertThat(policy.path("futureMember").path("x").isInt()).isTrue();
    assertThat(policy.has("odata.type")).isFalse();
  }

  @Test
  void a_null_global_secure_access_condition_is_taken() {
    String id =
        created(
            REPORT_ONLY_POLICY.replace(
                "\"applications\": {", "\"applications\": {\"globalSecureAccess\": null, "));

    assertThat(client.get(POLICIES + "/" + id).status()).isEqualTo(200);
  }

  @Test
  void external_tenants_are_answered_with_their_derived_type() {
    String id =
        created(
            REPORT_ONLY_POLICY.replace(
                "\"users\": {",
                """
                "users": {"excludeGuestsOrExternalUsers": {
                  "guestOrExternalUserTypes": "b2bCollaborationGuest",
                  "externalTenants": {"membershipKind": "all", "odata.type": "x"}},
                """));

    JsonNode tenants =
        client
            .get(POLICIES + "/" + id)
            .json()
            .at("/conditions/users/excludeGuestsOrExternalUsers/externalTenants");
    assertThat(tenants.path("@odata.type").asText())
        .isEqualTo("#microsoft.graph.conditionalAccessAllExternalTenants");
    assertThat(tenants.has("odata.type")).isFalse();
  }

  @Test
  void a_patch_keeps_what_it_leaves_out_and_replaces_arrays_whole() {
    String id = created(REPORT_ONLY_POLICY);

    int status =
        client
            .patch(
                POLICIES + "/" + id, "{\"conditions\": {\"users\": {\"includeGroups\": [\"g2\"]}}}")
            .status();

    JsonNode policy = client.get(POLICIES + "/" + id).json();
    JsonNode users = policy.path("conditions").path("users");
    assertThat(status).isEqualTo(204);
    assertThat(Json.strings(users.path("includeGroups"))).containsExactly("g2");
    assertThat(Json.strings(users.path("excludeUsers"))).hasSize(1);
    assertThat(Json.strings(policy.path("conditions").path("clientAppTypes")))
        .isEqualTo(List.of("mobileAppsAndDesktopClients"));
    assertThat(policy.path("modifiedDateTime").asText()).startsWith("2026-11-02T09:00");
  }

  @Test
  void a_foreign_writer_that_sends_null_session_controls_strips_token_protection() {
    String id = created(REPORT_ONLY_POLICY);

    client.patch(POLICIES + "/" + id, "{\"sessionControls\": null}");

    JsonNode policy = client.get(POLICIES + "/" + id).json();
    assertThat(policy.get("sessionControls").isNull()).isTrue();
  }

  private void set(UnsetMembers unsetMembers) {
    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().policies().with(unsetMembers)));
  }

  private JsonNode stored(String members) {
    String id =
        created(
            """
            {"displayName": "x", "state": "Disabled", %s,
             "conditions": {
               "users": {"includeUsers": ["None"], "excludeGuestsOrExternalUsers":
                 {"guestOrExternalUserTypes": "B2bCollaborationGuest,internalGuest"}},
               "applications": {"includeApplications": ["All"]},
               "clientAppTypes": ["MobileAppsAndDesktopClients", "browser"],
               "platforms": {"includePlatforms": ["macos", "Windows", "ios"]}}}
            """
                .formatted(members));
    return client.get(POLICIES + "/" + id).json();
  }
}
