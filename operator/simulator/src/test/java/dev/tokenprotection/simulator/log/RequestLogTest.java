package dev.tokenprotection.simulator.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogTest extends WireTest {

  @Test
  void each_request_is_there_with_who_asked_what_and_what_was_answered() {
    client.get(POLICIES + "?$top=1");
    client.get("/v1.0/users/nobody");

    List<LoggedRequest> requests = simulated.requests().all();
    assertThat(requests).extracting(LoggedRequest::number).containsExactly(1L, 2L, 3L);
    assertThat(requests).extracting(LoggedRequest::status).containsExactly(200, 200, 404);
    assertThat(requests.get(1).path()).isEqualTo(POLICIES);
    assertThat(requests.get(1).query()).isEqualTo("$top=1");
    assertThat(requests.get(1).clientId()).isEqualTo(SmallTenant.CLIENT_ID);
    assertThat(requests.get(1).at()).isEqualTo(START);
  }

  @Test
  void secrets_are_not_written_down() {
    assertThat(simulated.requests().all().getFirst().path()).endsWith("/oauth2/v2.0/token");
    assertThat(simulated.requests().all().getFirst().body()).isEmpty();
  }

  @Test
  void a_write_is_there_with_the_state_before_and_after_it() {
    String id = created(REPORT_ONLY_POLICY);
    client.patch(POLICIES + "/" + id, "{\"state\": \"enabled\"}");
    client.delete(
        "/v1.0/groups/" + SmallTenant.PILOT_GROUP + "/members/" + SmallTenant.ADA + "/$ref");

    LoggedRequest patch = simulated.requests().graphWrites().get(1);
    assertThat(patch.before().policies().get(id).path("state").asText())
        .isEqualTo("enabledForReportingButNotEnforced");
    assertThat(patch.after().policies().get(id).path("state").asText()).isEqualTo("enabled");
    LoggedRequest remove = simulated.requests().graphWrites().get(2);
    assertThat(remove.before().membersOf(SmallTenant.PILOT_GROUP)).contains(SmallTenant.ADA);
    assertThat(remove.after().membersOf(SmallTenant.PILOT_GROUP)).containsExactly(SmallTenant.BOB);
  }

  @Test
  void the_states_around_a_write_differ_by_that_write_alone_also_when_many_come_at_once() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        threads.submit(() -> client.post(POLICIES, REPORT_ONLY_POLICY));
      }
    }

    assertThat(simulated.requests().graphWrites())
        .hasSize(40)
        .allSatisfy(
            request ->
                assertThat(request.after().policies())
                    .hasSize(request.before().policies().size() + 1)
                    .containsAllEntriesOf(request.before().policies()));
  }

  @Test
  void a_refused_write_changed_nothing() {
    client.patch(POLICIES + "/none", "{\"state\": \"enabled\"}");

    assertThat(simulated.requests().graphWrites())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.status()).isEqualTo(404);
              assertThat(request.changedSomething()).isFalse();
            });
  }

  @Test
  void it_can_be_written_as_json_lines(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("requests.jsonl");
    try (SimulatedTenant logged =
            SimulatedTenant.builder()
                .settings(TenantSettings.immediate())
                .scenario(new SmallTenant())
                .requestLog(file)
                .start();
        WireClient own = WireClient.signedIn(logged)) {
      own.post(
          "/v1.0/groups/" + SmallTenant.PILOT_GROUP + "/members/$ref",
          "{\"@odata.id\": \"https://graph.microsoft.com/v1.0/users/" + SmallTenant.CLEO + "\"}");
    }

    List<String> lines = Files.readAllLines(file);
    JsonNode last = Json.MAPPER.readTree(lines.getLast());
    assertThat(lines).hasSize(2);
    assertThat(last.path("status").asInt()).isEqualTo(204);
    assertThat(
            last.path("changed")
                .path("groups")
                .path(SmallTenant.PILOT_GROUP)
                .path("added")
                .get(0)
                .asText())
        .isEqualTo(SmallTenant.CLEO);
  }
}
