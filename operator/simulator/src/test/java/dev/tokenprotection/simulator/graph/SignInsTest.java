package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Licences;
import dev.tokenprotection.simulator.tenant.StoredSignIns;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInsTest extends WireTest {
  private static final String SIGN_INS = "/beta/auditLogs/signIns";
  private static final String NON_INTERACTIVE =
      "signInEventTypes/any(t: t eq 'nonInteractiveUser')";

  private final StoredSignIns log = new StoredSignIns();

  @BeforeEach
  void rows() {
    tenant().signInLog(log);
    log.add(row("i1", "2026-11-02T08:00:00Z", "interactiveUser", "bound", 0));
    log.add(row("n1", "2026-11-02T08:00:01.123456Z", "nonInteractiveUser", "unbound", 1008));
    log.add(row("i2", "2026-11-02T08:00:02.1234567Z", "interactiveUser", "unbound", 1002));
    log.add(row("n2", "2026-11-02T08:00:03Z", "nonInteractiveUser", "bound", 0));
  }

  @Test
  void without_a_filter_on_event_types_only_interactive_rows_come_newest_first() {
    assertThat(values(client.get(SIGN_INS), "id")).containsExactly("i2", "i1");
  }

  @Test
  void rows_that_were_answered_are_counted_each_time() {
    client.get(SIGN_INS);
    client.get(SIGN_INS);

    assertThat(tenant().signInLog().written()).isEqualTo(4);
    assertThat(tenant().servedSignIns()).isEqualTo(4);
  }

  @Test
  void non_interactive_rows_come_when_they_are_asked_for() {
    assertThat(ids(NON_INTERACTIVE)).containsExactly("n2", "n1");
    assertThat(ids("signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')"))
        .containsExactly("n2", "i2", "n1", "i1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "createdDateTime ge 2026-11-02T08:00:02Z",
        "createdDateTime gt 2026-11-02T08:00:01Z and createdDateTime lt 2026-11-02T08:00:03Z",
        "correlationId eq 'c-i2'",
        "userId eq 'u-i2'",
        "appId eq 'a-i2'",
        "resourceId eq 'r-i2'",
        "status/errorCode eq 1002",
        "tokenProtectionStatusDetails/signInSessionStatus eq 'unbound'",
        "tokenProtectionStatusDetails/signInSessionStatusCode eq 1002",
        "tokenProtectionStatusDetails/signInSessionStatusCode eq 1002 or userId eq 'nobody'",
      })
  void rows_are_filtered_percent_encoded_by_what_the_log_can_be_asked_for(String filter) {
    assertThat(ids(filter)).containsExactly("i2");
  }

  @Test
  void a_filter_on_another_property_is_refused() {
    WireClient.Answer answer =
        client.get(SIGN_INS + "?$filter=" + WireClient.encoded("originalRequestId eq 'x'"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("originalRequestId");
  }

  @Test
  void v1_has_no_token_protection_details_and_no_event_types() {
    WireClient.Answer answer = client.get("/v1.0/auditLogs/signIns");

    JsonNode row = answer.json().path("value").get(0);
    assertThat(values(answer, "id")).containsExactly("i2", "i1");
    assertThat(row.has("tokenProtectionStatusDetails")).isFalse();
    assertThat(row.has("signInEventTypes")).isFalse();
    assertThat(row.has("incomingTokenType")).isFalse();
    assertThat(
            row.path("appliedConditionalAccessPolicies").get(0).has("sessionControlsNotSatisfied"))
        .isFalse();
    assertThat(
            client
                .get("/v1.0/auditLogs/signIns?$filter=" + WireClient.encoded(NON_INTERACTIVE))
                .status())
        .isEqualTo(400);
  }

  @Test
  void report_only_results_are_named_only_on_pages_that_ask_for_unknown_members() {
    WireClient.Answer plain = client.get(SIGN_INS + "?$top=1");
    client.header("Prefer", "include-unknown-enum-members");
    WireClient.Answer asked = client.get(SIGN_INS + "?$top=1");
    WireClient.Answer askedAgain = client.get(asked.json().path("@odata.nextLink").asText());

    assertThat(result(plain)).isEqualTo("unknownFutureValue");
    assertThat(values(plain, "incomingTokenType")).containsExactly("unknownFutureValue");
    assertThat(values(asked, "incomingTokenType")).containsExactly("refreshToken");
    assertThat(result(asked)).isEqualTo("reportOnlyFailure");
    assertThat(result(askedAgain)).isEqualTo("reportOnlyFailure");
    assertThat(asked.headers()).containsEntry("preference-applied", "include-unknown-enum-members");
    try (WireClient forgetful = WireClient.signedIn(simulated)) {
      WireClient.Answer second = forgetful.get(asked.json().path("@odata.nextLink").asText());
      assertThat(result(second)).isEqualTo("unknownFutureValue");
    }
  }

  @Test
  void applied_policies_are_left_out_not_empty_without_the_permission() {
    try (WireClient weak = clientWith("AuditLog.Read.All")) {
      JsonNode row = weak.get(SIGN_INS).json().path("value").get(0);

      assertThat(row.has("appliedConditionalAccessPolicies")).isFalse();
      assertThat(row.path("tokenProtectionStatusDetails").isObject()).isTrue();
    }
  }

  @Test
  void without_the_audit_permission_the_log_is_403() {
    try (WireClient weak = clientWith("Policy.Read.All")) {
      WireClient.Answer answer = weak.get(SIGN_INS);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("Authentication_MSGraphPermissionMissing");
      assertThat(answer.message()).contains("AuditLog.Read.All");
    }
  }

  @Test
  void without_a_licence_the_log_is_403() {
    tenant().subscribedSkus(List.of(Licences.exchangeOnly(10)));

    WireClient.Answer answer = client.get(SIGN_INS);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error()).isEqualTo("Authentication_RequestFromNonPremiumTenantOrB2CTenant");
  }

  @Test
  void a_date_before_the_retention_floor_is_refused() {
    assertThat(filtered("createdDateTime ge 2026-10-03T09:00:00Z").status()).isEqualTo(200);
    WireClient.Answer answer = filtered("createdDateTime ge 2026-10-03T08:59:59Z");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("retention");
  }

  @Test
  void rows_older_than_the_retention_are_gone() {
    pass(Duration.ofDays(30));

    assertThat(values(client.get(SIGN_INS), "id")).isEmpty();
  }

  @Test
  void pages_have_at_most_1000_rows_and_follow_each_other_without_gap_or_repeat() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      String id = "%05d".formatted(i);
      // Several rows of one instant lie across a page boundary.
      String at = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(i / 7).toString();
      log.add(row(id, at, "interactiveUser", "bound", 0));
      expected.addFirst(id);
    }
    String filter = WireClient.encoded("createdDateTime lt 2026-11-02T00:00:00Z");
    List<String> seen = new ArrayList<>();
    String next = SIGN_INS + "?$select=id&$filter=" + filter;
    List<Integer> sizes = new ArrayList<>();
    while (!next.isEmpty()) {
      WireClient.Answer page = client.get(next);
      sizes.add(values(page, "id").size());
      seen.addAll(values(page, "id"));
      next = page.json().path("@odata.nextLink").asText();
    }

    assertThat(seen).isEqualTo(expected);
    assertThat(sizes).containsExactly(1000, 1000, 500);
    assertThat(client.get(SIGN_INS + "?$top=1001").status()).isEqualTo(400);
  }

  @Test
  void oldest_first_can_be_asked_for_and_paged() {
    WireClient.Answer first = client.get(SIGN_INS + "?$orderby=createdDateTime&$top=1");
    WireClient.Answer second = client.get(first.json().path("@odata.nextLink").asText());

    assertThat(values(first, "id")).containsExactly("i1");
    assertThat(values(second, "id")).containsExactly("i2");
    assertThat(client.get(SIGN_INS + "?$orderby=userId").status()).isEqualTo(400);
    assertThat(client.get(SIGN_INS + "?$skip=1").status()).isEqualTo(400);
  }

  @Test
  void pages_can_be_smaller_than_asked_for() {
    tenant()
        .settings(
            TenantSettings.immediate()
                .with(TenantSettings.likeEntra().signIns().withLargestPage(1)));

    WireClient.Answer page = client.get(SIGN_INS + "?$top=500");

    assertThat(values(page, "id")).containsExactly("i2");
    assertThat(page.json().path("@odata.nextLink").asText()).contains("$skiptoken=");
  }

  @Test
  void skip_tokens_go_bad() {
    tenant()
        .settings(
            TenantSettings.immediate()
                .with(
                    TenantSettings.likeEntra()
                        .signIns()
                        .withSkipTokenLifetime(Duration.ofMinutes(10))));
    String next = client.get(SIGN_INS + "?$top=1").json().path("@odata.nextLink").asText();
    pass(Duration.ofMinutes(10));
    assertThat(client.get(next).status()).isEqualTo(200);
    pass(Duration.ofMillis(1));

    WireClient.Answer answer = client.get(next);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).containsIgnoringCase("skip token");
    assertThat(client.get(SIGN_INS + "?$skiptoken=abc").status()).isEqualTo(400);
  }

  @Test
  void a_late_row_is_missing_until_it_arrives() {
    log.add(
        row("late", "2026-11-02T08:30:00Z", "interactiveUser", "unbound", 1002),
        START.plus(Duration.ofMinutes(5)));

    assertThat(values(client.get(SIGN_INS), "id")).doesNotContain("late");
    pass(Duration.ofMinutes(5));
    assertThat(values(client.get(SIGN_INS), "id")).containsExactly("late", "i2", "i1");
  }

  @Test
  void timestamps_keep_their_fractional_digits() {
    assertThat(values(client.get(SIGN_INS), "createdDateTime"))
        .containsExactly("2026-11-02T08:00:02.1234567Z", "2026-11-02T08:00:00Z");
  }

  @Test
  void one_row_can_be_read_by_its_id() {
    assertThat(client.get(SIGN_INS + "/n1").json().path("userId").asText()).isEqualTo("u-n1");
    assertThat(client.get(SIGN_INS + "/none").status()).isEqualTo(404);
  }

  private WireClient.Answer filtered(String filter) {
    return client.get(SIGN_INS + "?$filter=" + WireClient.encoded(filter));
  }

  private List<String> ids(String filter) {
    return values(filtered(filter), "id");
  }

  private static String result(WireClient.Answer answer) {
    return answer
        .json()
        .path("value")
        .get(0)
        .path("appliedConditionalAccessPolicies")
        .get(0)
        .path("result")
        .asText();
  }

  private static ObjectNode row(
      String id, String createdAt, String eventType, String bound, int code) {
    return json(
        """
        {"id": "%1$s", "createdDateTime": "%2$s", "userId": "u-%1$s", "appId": "a-%1$s",
         "resourceId": "r-%1$s", "correlationId": "c-%1$s", "signInEventTypes": ["%3$s"],
         "incomingTokenType": "refreshToken", "originalRequestId": "",
         "status": {"errorCode": %5$d, "failureReason": "Other."},
         "tokenProtectionStatusDetails":
           {"signInSessionStatus": "%4$s", "signInSessionStatusCode": %5$d},
         "appliedConditionalAccessPolicies": [
           {"id": "p", "displayName": "Policy", "result": "reportOnlyFailure",
            "enforcedSessionControls": ["SignInTokenProtection"],
            "sessionControlsNotSatisfied": ["SignInTokenProtection"]}]}
        """
            .formatted(id, createdAt, eventType, bound, code));
  }
}
