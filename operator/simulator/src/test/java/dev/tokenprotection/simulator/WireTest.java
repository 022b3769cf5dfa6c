package dev.tokenprotection.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A small tenant that stands still in time and acts immediately, and a client with all roles. */
public abstract class WireTest {
  /** A Monday. */
  protected static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  protected static final String POLICIES = "/v1.0/identity/conditionalAccess/policies";

  protected static final String REPORT_ONLY_POLICY =
      """
      {"displayName": "Enable Token Protection (Pilot)",
       "state": "enabledForReportingButNotEnforced",
       "conditions": {
         "users": {"includeGroups": ["%s"], "excludeUsers": ["%s"]},
         "applications": {"includeApplications": ["00000002-0000-0ff1-ce00-000000000000"]},
         "clientAppTypes": ["mobileAppsAndDesktopClients"],
         "platforms": {"includePlatforms": ["windows"]}},
       "sessionControls": {"secureSignInSession": {"isEnabled": true}}}
      """
          .formatted(SmallTenant.PILOT_GROUP, SmallTenant.BREAK_GLASS_1);

  protected final TenantClock clock = TenantClock.standing(START);
  protected SimulatedTenant simulated;
  protected WireClient client;

  @BeforeEach
  void start() {
    simulated =
        SimulatedTenant.builder()
            .clock(clock)
            .settings(settings())
            .scenario(new SmallTenant())
            .start();
    client = WireClient.signedIn(simulated);
  }

  @AfterEach
  void stop() {
    client.close();
    simulated.close();
  }

  /** What the tenant behaves like at first. */
  protected TenantSettings settings() {
    return TenantSettings.immediate();
  }

  protected Tenant tenant() {
    return simulated.tenant();
  }

  protected void pass(Duration time) {
    clock.advance(time);
  }

  /** A client whose token has these roles only. */
  protected WireClient clientWith(String... roles) {
    tenant().apps().change(SmallTenant.CLIENT_ID, app -> app.withRoles(Set.of(roles)));
    return WireClient.signedIn(simulated);
  }

  /** Creates a policy and returns its id. */
  protected String created(String body) {
    WireClient.Answer answer = client.post(POLICIES, body);
    if (answer.status() != 201) {
      throw new IllegalStateException("not created: " + answer);
    }
    return answer.id();
  }

  protected static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One member of each element of {@code value}. */
  protected static List<String> values(WireClient.Answer answer, String member) {
    return StreamSupport.stream(answer.json().path("value").spliterator(), false)
        .map(element -> element.path(member))
        .map(JsonNode::asText)
        .toList();
  }
}
