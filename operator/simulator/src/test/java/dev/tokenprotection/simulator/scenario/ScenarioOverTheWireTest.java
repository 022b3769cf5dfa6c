package dev.tokenprotection.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireClient.Answer;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scenario as a client sees it: what it writes to Graph changes what it reads there. */
class ScenarioOverTheWireTest {
  private static final Instant MONDAY = Instant.parse("2026-11-02T06:00:00Z");
  private static final String PILOT = "44444444-0000-4000-8000-000000000001";
  private static final String POLICIES = "/v1.0/identity/conditionalAccess/policies";
  private static final String POLICY =
      """
      {"displayName": "Pilot", "state": "enabledForReportingButNotEnforced",
       "conditions": {
         "users": {"includeGroups": ["%s"],
                   "excludeGroups": ["33333333-3333-3333-3333-333333333333"]},
         "applications": {"includeApplications": ["00000002-0000-0ff1-ce00-000000000000",
           "00000003-0000-0ff1-ce00-000000000000", "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"]},
         "platforms": {"includePlatforms": ["windows"]},
         "clientAppTypes": ["mobileAppsAndDesktopClients"]},
       "sessionControls": {"secureSignInSession": {"isEnabled": true}}}
      """
          .formatted(PILOT);

  private final TenantClock clock = TenantClock.standing(MONDAY);
  private final Scenario scenario = Scenario.named("pilot-mixed");
  private final SimulatedTenant tenant =
      SimulatedTenant.builder()
          .clock(clock)
          .settings(TenantSettings.immediate())
          .scenario(scenario)
          .start();
  private final WireClient client = new WireClient(tenant);

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @Test
  void nine_of_sixty_fail_under_report_only_and_are_blocked_once_enforced() {
    signIn();
    String policy = created(client.post(POLICIES, POLICY));
    clock.advance(Duration.ofDays(2));

    Instant enforced = clock.instant();
    List<JsonNode> observed = rows(MONDAY.plus(Duration.ofHours(2)));
    Set<String> failing = users(observed, row -> failsForGood(row, policy));
    assertThat(failing).hasSize(9);
    assertThat(users(observed, row -> result(row, policy).equals("reportOnlySuccess")))
        .hasSizeGreaterThan(40);

    assertThat(client.patch(POLICIES + "/" + policy, "{\"state\": \"enabled\"}").status())
        .isEqualTo(204);
    clock.advance(Duration.ofDays(2));
    List<JsonNode> after = rows(enforced.plus(Duration.ofHours(2)));
    assertThat(users(after, row -> errorCode(row) == 530084 && code(row) != 1005))
        .isEqualTo(failing);
  }

  @Test
  void what_if_leaves_break_glass_out_and_finds_the_pilot() {
    signIn();
    String policy = created(client.post(POLICIES, POLICY));
    String member = scenario.population().of("windows-pilot").getFirst().id();
    assertThat(whatIf(member, policy).path("policyApplies").asBoolean()).isTrue();
    JsonNode breakGlass = whatIf("33333333-0000-4000-8000-000000000001", policy);
    assertThat(breakGlass.path("policyApplies").asBoolean()).isFalse();
    assertThat(breakGlass.path("analysisReasons").asText()).isEqualTo("users");
  }

  private void signIn() {
    Answer answer =
        client.token(
            Map.of(
                "client_id", "22222222-2222-2222-2222-222222222222",
                "client_secret", "simulated-secret"));
    client
        .bearer(answer.json().path("access_token").asText())
        .header("Prefer", "include-unknown-enum-members");
  }

  private static String created(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.id();
  }

  private JsonNode whatIf(String user, String policy) {
    String question =
        """
        {"signInIdentity": {"@odata.type": "#microsoft.graph.userSignIn", "userId": "%s"},
         "signInContext": {"@odata.type": "#microsoft.graph.applicationContext",
           "includeApplications": ["00000002-0000-0ff1-ce00-000000000000"]},
         "signInConditions": {"devicePlatform": "windows",
           "clientAppType": "mobileAppsAndDesktopClients"}}
        """
            .formatted(user);
    Answer answer = client.post("/v1.0/identity/conditionalAccess/evaluate", question);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer
        .json()
        .path("value")
        .valueStream()
        .filter(verdict -> verdict.path("id").asText().equals(policy))
        .findFirst()
        .orElseThrow();
  }

  /** All pages of both event types since then. */
  private List<JsonNode> rows(Instant since) {
    String filter =
        "createdDateTime ge %s and signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')"
            .formatted(since);
    String next = "/beta/auditLogs/signIns?$filter=" + WireClient.encoded(filter);
    List<JsonNode> rows = new ArrayList<>();
    while (!next.isEmpty()) {
      Answer answer = client.get(next);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      answer.json().path("value").forEach(rows::add);
      next = answer.json().path("@odata.nextLink").asText();
    }
    return rows;
  }

  /** Not at a prompt, which comes before the device shows its key, and not by a passing fault. */
  private static boolean failsForGood(JsonNode row, String policy) {
    return result(row, policy).equals("reportOnlyFailure")
        && errorCode(row) == 0
        && code(row) != 1005;
  }

  private static int errorCode(JsonNode row) {
    return row.path("status").path("errorCode").asInt();
  }

  private static int code(JsonNode row) {
    return row.path("tokenProtectionStatusDetails").path("signInSessionStatusCode").asInt();
  }

  private static String result(JsonNode row, String policy) {
    return row.path("appliedConditionalAccessPolicies")
        .valueStream()
        .filter(entry -> entry.path("id").asText().equals(policy))
        .map(entry -> entry.path("result").asText())
        .findFirst()
        .orElse("");
  }

  private static Set<String> users(List<JsonNode> rows, Predicate<JsonNode> which) {
    return rows.stream()
        .filter(which)
        .map(row -> row.path("userId").asText())
        .collect(Collectors.toSet());
  }
}
