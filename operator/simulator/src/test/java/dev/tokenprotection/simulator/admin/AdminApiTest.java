package dev.tokenprotection.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another process drives the tenant without a token. */
class AdminApiTest extends WireTest {

  @Test
  void the_state_is_dumped_without_secrets() {
    String id = created(REPORT_ONLY_POLICY);

    WireClient.Answer answer = outside().get("/_simulator/state");

    assertThat(answer.json().path("policies").get(0).path("id").asText()).isEqualTo(id);
    assertThat(answer.json().path("groups").get(0).path("members")).hasSize(2);
    assertThat(answer.json().path("users")).hasSize(5);
    assertThat(answer.json().path("signIns").path("written").isNumber()).isTrue();
    assertThat(answer.json().path("signIns").path("served").isNumber()).isTrue();
    assertThat(answer.text()).doesNotContain(SmallTenant.CLIENT_SECRET);
  }

  @Test
  void the_request_log_is_read_from_a_number_on() {
    created(REPORT_ONLY_POLICY);

    JsonNode requests = outside().get("/_simulator/requests?after=1").json();

    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).path("method").asText()).isEqualTo("POST");
    assertThat(requests.get(0).path("changed").path("policies")).hasSize(1);
  }

  @Test
  void the_clock_is_moved_and_its_speed_changed() {
    outside().post("/_simulator/clock", "{\"advance\": \"PT3H\"}");

    assertThat(tenant().now()).isEqualTo(START.plus(Duration.ofHours(3)));
    assertThat(outside().post("/_simulator/clock", "{\"speed\": 60}").json().path("speed"))
        .hasToString("60.0");
  }

  @Test
  void faults_are_asked_for_and_forgotten() {
    outside()
        .post(
            "/_simulator/faults",
            """
            [{"path": "policies$", "method": "GET", "fault": "Status", "status": 503},
             {"path": "users", "times": -1, "fault": "Member", "member": "value", "value": null}]
            """);

    assertThat(client.get(POLICIES).status()).isEqualTo(503);
    assertThat(client.get(POLICIES).status()).isEqualTo(200);
    assertThat(client.get("/v1.0/users").json().get("value").isNull()).isTrue();
    outside().delete("/_simulator/faults");
    assertThat(client.get("/v1.0/users").json().path("value")).hasSize(5);
  }

  @Test
  void a_reset_brings_the_first_content_back() {
    created(REPORT_ONLY_POLICY);

    outside().post("/_simulator/reset", "");

    assertThat(tenant().policies().all()).isEmpty();
    assertThat(simulated.requests().all()).isEmpty();
    assertThat(client.get(POLICIES).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"do": "deleteUser", "user": "%ADA"}                        | /v1.0/users/%ADA   | 404
          {"do": "deleteGroup", "group": "%PILOT"}                    | /v1.0/groups/%PILOT | 404
          {"do": "expireSecrets", "app": "%APP"}                      | token              | 401
          {"do": "setSecret", "app": "%APP", "secret": "new"}         | token              | 401
          {"do": "revokeRole", "app": "%APP", "role": "User.Read.All"}| /v1.0/users        | 403
          {"do": "setRoles", "app": "%APP", "roles": []}              | /v1.0/groups       | 403
          {"do": "noLicence"}                                | /beta/auditLogs/signIns     | 403
          """)
  void hands_in_the_tenant_show_at_once(String mutation, String path, int status) {
    assertThat(mutate(mutation)).isEqualTo(204);

    if (path.equals("token")) {
      assertThat(client.token(Map.of()).status()).isEqualTo(status);
    } else {
      try (WireClient fresh = WireClient.signedIn(simulated)) {
        assertThat(fresh.get(named(path)).status()).isEqualTo(status);
      }
    }
  }

  @Test
  void a_policy_is_edited_by_a_person() {
    String id = created(REPORT_ONLY_POLICY);

    mutate(
        """
        {"do": "changePolicy", "policy": "%s", "changes": {"sessionControls": null}}
        """
            .formatted(id));

    assertThat(client.get(POLICIES + "/" + id).json().get("sessionControls").isNull()).isTrue();
  }

  @Test
  void what_nobody_can_do_is_refused_with_the_reason() {
    WireClient.Answer answer = outside().post("/_simulator/mutate", "{\"do\": \"dance\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains("dance");
    assertThat(outside().get("/_simulator/nothing").status()).isEqualTo(404);
  }

  private int mutate(String mutation) {
    return outside().post("/_simulator/mutate", named(mutation)).status();
  }

  private static String named(String text) {
    return text.replace("%ADA", SmallTenant.ADA)
        .replace("%PILOT", SmallTenant.PILOT_GROUP)
        .replace("%APP", SmallTenant.CLIENT_ID);
  }

  /** The same connection; these endpoints look at no token. */
  private WireClient outside() {
    return client;
  }
}
