package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.tenant.Json;
import org.junit.jupiter.api.Test;

class BatchTest extends WireTest {

  @Test
  void each_request_of_a_batch_is_answered_and_logged_as_if_it_had_come_alone() {
    JsonNode responses =
        client
            .post(
                "/v1.0/$batch",
                """
                {"requests": [
                  {"id": "1", "method": "GET", "url": "/users/%s?$select=id"},
                  {"id": "2", "method": "PATCH", "url": "/groups/%s",
                   "headers": {"Content-Type": "application/json"},
                   "body": {"description": "changed"}},
                  {"id": "3", "method": "GET", "url": "/users/nobody"}]}
                """
                    .formatted(SmallTenant.ADA, SmallTenant.PILOT_GROUP))
            .json()
            .path("responses");

    assertThat(responses).extracting(r -> r.path("status").asInt()).containsExactly(200, 204, 404);
    assertThat(responses.get(0).path("body").path("id").asText()).isEqualTo(SmallTenant.ADA);
    assertThat(simulated.requests().graphWrites())
        .extracting(LoggedRequest::path)
        .containsExactly("/v1.0/groups/" + SmallTenant.PILOT_GROUP);
  }

  @Test
  void a_request_whose_dependency_failed_is_424_and_not_carried_out() {
    JsonNode responses =
        client
            .post(
                "/v1.0/$batch",
                """
                {"requests": [
                  {"id": "1", "method": "GET", "url": "/users/nobody"},
                  {"id": "2", "method": "DELETE", "url": "/groups/%s", "dependsOn": ["1"]}]}
                """
                    .formatted(SmallTenant.PILOT_GROUP))
            .json()
            .path("responses");

    assertThat(responses.get(1).path("status").asInt()).isEqualTo(424);
    assertThat(tenant().directory().group(SmallTenant.PILOT_GROUP)).isPresent();
  }

  @Test
  void more_than_twenty_requests_are_refused() {
    ObjectNode body = Json.object();
    for (int i = 0; i < 21; i++) {
      body.withArray("requests")
          .addObject()
          .put("id", "" + i)
          .put("method", "GET")
          .put("url", "/users");
    }

    assertThat(client.post("/v1.0/$batch", body.toString()).status()).isEqualTo(400);
  }
}
