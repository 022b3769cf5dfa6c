package dev.tokenprotection.simulator.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.TenantSettings.ContinuousAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenServiceTest extends WireTest {
  private static final String TENANT = "11111111-1111-1111-1111-111111111111";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.microsoft.com/.default",
        "https://graph.microsoft.com/.default openid profile offline_access",
        "openid offline_access https://graph.microsoft.com/.default profile",
        "https://microsoftgraph.chinacloudapi.cn/.default",
      })
  void scopes_come_in_any_order(String scope) {
    WireClient.Answer answer = client.token(Map.of("scope", scope));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3599);
    assertThat(graphTakes(answer)).isEqualTo(200);
  }

  @Test
  void the_roles_claim_lists_what_was_granted_when_the_token_was_made() throws IOException {
    JsonNode claims = claims(client.token(Map.of()));

    assertThat(Json.strings(claims.path("roles")))
        .containsExactlyInAnyOrderElementsOf(SmallTenant.ALL_ROLES);
    assertThat(claims.path("appid").asText()).isEqualTo(SmallTenant.CLIENT_ID);
    assertThat(claims.path("oid").asText()).isEqualTo(SmallTenant.SERVICE_PRINCIPAL);
    assertThat(claims.path("tid").asText()).isEqualTo(TENANT);
    assertThat(claims.path("idtyp").asText()).isEqualTo("app");
  }

  @Test
  void xms_cc_is_in_the_token_when_the_client_declares_the_capability() throws IOException {
    String declared = "{\"access_token\": {\"xms_cc\": {\"values\": [\"cp1\"]}}}";

    assertThat(Json.strings(claims(client.token(Map.of("claims", declared))).path("xms_cc")))
        .containsExactly("cp1");
    assertThat(claims(client.token(Map.of())).has("xms_cc")).isFalse();

    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().tokens().with(ContinuousAccess.NEVER)));
    assertThat(claims(client.token(Map.of("claims", declared))).has("xms_cc")).isFalse();
  }

  @Test
  void client_info_is_answered_when_asked_for() {
    assertThat(client.token(Map.of("client_info", "1")).json().has("client_info")).isTrue();
    assertThat(client.token(Map.of()).json().has("client_info")).isFalse();
  }

  @Test
  void a_wrong_secret_is_7000215() {
    refused(client.token(Map.of("client_secret", "wrong")), 401, "invalid_client", 7000215);
  }

  @Test
  void an_expired_secret_is_7000222() {
    tenant().apps().expireSecrets(SmallTenant.CLIENT_ID, START.plus(Duration.ofHours(1)));
    assertThat(client.token(Map.of()).status()).isEqualTo(200);
    pass(Duration.ofHours(1));

    refused(client.token(Map.of()), 401, "invalid_client", 7000222);
  }

  @Test
  void an_unknown_app_is_700016() {
    refused(client.token(Map.of("client_id", "nobody")), 400, "unauthorized_client", 700016);
  }

  @Test
  void an_unknown_tenant_is_90002_at_the_token_endpoint_and_in_discovery() {
    refused(
        client.form("/22222222-2222-2222-2222-222222222222/oauth2/v2.0/token", Map.of()),
        400,
        "invalid_request",
        90002);
    refused(
        client.get("/contoso.example/v2.0/.well-known/openid-configuration"),
        400,
        "invalid_request",
        90002);
  }

  @Test
  void no_credential_is_7000218() {
    refused(client.token(Map.of("client_secret", "")), 401, "invalid_client", 7000218);
  }

  @Test
  void a_scope_without_default_is_1002012() {
    refused(
        client.token(Map.of("scope", "https://graph.microsoft.com/User.Read")),
        400,
        "invalid_scope",
        1002012);
  }

  @Test
  void another_grant_is_70003() {
    refused(client.token(Map.of("grant_type", "password")), 400, "unsupported_grant_type", 70003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?"})
  void the_openid_document_comes_also_with_a_bare_trailing_question_mark(String mark) {
    JsonNode document =
        client.get("/" + TENANT + "/v2.0/.well-known/openid-configuration" + mark).json();

    assertThat(document.path("token_endpoint").asText())
        .isEqualTo(simulated.loginUri() + "/" + TENANT + "/oauth2/v2.0/token");
    assertThat(client.get(document.path("jwks_uri").asText()).json().path("keys")).hasSize(1);
  }

  @Test
  void instance_discovery_knows_the_host_as_an_authority() {
    JsonNode answer =
        client
            .get(
                "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                    + WireClient.encoded(
                        simulated.loginUri() + "/" + TENANT + "/oauth2/v2.0/authorize"))
            .json();

    assertThat(answer.path("tenant_discovery_endpoint").asText())
        .isEqualTo(simulated.loginUri() + "/" + TENANT + "/v2.0/.well-known/openid-configuration");
    assertThat(answer.path("metadata").get(0).path("aliases").get(0).asText())
        .isEqualTo("127.0.0.1:" + simulated.loginUri().getPort());
  }

  @Test
  void graph_refuses_a_missing_a_mangled_a_foreign_and_a_revoked_token() {
    String good = client.token();
    try (WireClient bare = new WireClient(simulated)) {
      assertThat(bare.get(POLICIES).error()).isEqualTo("InvalidAuthenticationToken");
      assertThat(bare.get(POLICIES).headers()).containsKey("www-authenticate");
      assertThat(bare.bearer("x").get(POLICIES).status()).isEqualTo(401);
      assertThat(bare.bearer(good + "x").get(POLICIES).status()).isEqualTo(401);
      String foreign =
          client
              .token(Map.of("scope", "https://management.azure.com/.default"))
              .json()
              .path("access_token")
              .asText();
      assertThat(bare.bearer(foreign).get(POLICIES).message()).contains("Invalid audience");
      simulated.revokeTokens();
      assertThat(bare.bearer(good).get(POLICIES).status()).isEqualTo(401);
    }
  }

  @Test
  void graph_refuses_an_expired_token() {
    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().tokens().withLifetime(Duration.ZERO)));
    try (WireClient late = WireClient.signedIn(simulated)) {
      WireClient.Answer answer = late.get(POLICIES);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.message()).isEqualTo("Lifetime validation failed, the token is expired.");
    }
  }

  private int graphTakes(WireClient.Answer token) {
    try (WireClient fresh = new WireClient(simulated)) {
      return fresh.bearer(token.json().path("access_token").asText()).get(POLICIES).status();
    }
  }

  private static void refused(WireClient.Answer answer, int status, String error, int code) {
    ObjectNode body = (ObjectNode) answer.json();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(body.path("error").asText()).isEqualTo(error);
    assertThat(body.path("error_codes").get(0).asInt()).isEqualTo(code);
    assertThat(body.path("error_description").asText())
        .startsWith("AADSTS" + code + ": ")
        .contains("Trace ID: " + body.path("trace_id").asText());
    assertThat(body.path("correlation_id").asText()).isNotEmpty();
  }

  private static JsonNode claims(WireClient.Answer answer) throws IOException {
    String payload = answer.json().path("access_token").asText().split("\\.")[1];
    return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(payload));
  }
}
