package dev.tokenprotection.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest extends WireTest {
  private static final RequestMatcher CREATES =
      RequestMatcher.method("POST").and(RequestMatcher.path("policies$"));
  private static final RequestMatcher READS =
      RequestMatcher.method("GET").and(RequestMatcher.path("policies$"));

  @Test
  void a_refused_write_is_not_carried_out_and_the_next_one_is() {
    Faults.Rule rule = simulated.faults().on(CREATES, 1, Fault.Status.unavailable());

    assertThat(client.post(POLICIES, REPORT_ONLY_POLICY).status()).isEqualTo(503);
    assertThat(tenant().policies().all()).isEmpty();
    assertThat(client.post(POLICIES, REPORT_ONLY_POLICY).status()).isEqualTo(201);
    assertThat(rule.hits()).isEqualTo(1);
  }

  @Test
  void a_throttle_says_when_to_come_back() {
    simulated.faults().on(READS, 1, Fault.Status.throttled(Duration.ofSeconds(7)));

    WireClient.Answer answer = client.get(POLICIES);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("retry-after", "7");
  }

  @Test
  void a_lost_response_leaves_the_write_in_place() {
    simulated.faults().on(CREATES, 1, new Fault.LostResponse());

    assertThatThrownBy(() -> client.post(POLICIES, REPORT_ONLY_POLICY))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(tenant().policies().all()).hasSize(1);
    assertThat(simulated.requests().graphWrites())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.status()).isEqualTo(201);
              assertThat(request.fault()).isEqualTo("LostResponse");
              assertThat(request.changedSomething()).isTrue();
            });
  }

  @Test
  void a_gateway_timeout_can_come_after_the_write_took_place() {
    simulated.faults().on(CREATES, 1, new Fault.StatusAfterwards(Fault.Status.gatewayTimeout()));

    assertThat(client.post(POLICIES, REPORT_ONLY_POLICY).status()).isEqualTo(504);
    assertThat(tenant().policies().all()).hasSize(1);
  }

  @Test
  void a_cut_connection_carries_nothing_out() {
    // The JDK's client repeats a GET once when a kept-alive connection is cut; a POST it does not.
    simulated.faults().on(CREATES, 1, new Fault.Cut());

    assertThatThrownBy(() -> client.post(POLICIES, REPORT_ONLY_POLICY))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(tenant().policies().all()).isEmpty();
  }

  @Test
  void half_a_body_arrives_and_the_connection_is_cut() {
    simulated.faults().on(READS, 1, new Fault.HalfBody());

    assertThatThrownBy(() -> client.get(POLICIES)).isInstanceOf(UncheckedIOException.class);
    assertThat(client.get(POLICIES).status()).isEqualTo(200);
  }

  @Test
  void members_of_the_answer_can_be_null_or_of_another_type() {
    created(REPORT_ONLY_POLICY);
    simulated.faults().on(READS, 1, new Fault.Member("value/*/state", NullNode.instance));
    simulated.faults().on(READS, 1, new Fault.Member("value", IntNode.valueOf(7)));

    assertThat(client.get(POLICIES).json().path("value").get(0).get("state").isNull()).isTrue();
    assertThat(client.get(POLICIES).json().path("value").asInt()).isEqualTo(7);
    assertThat(client.get(POLICIES).json().path("value").get(0).path("state").asText())
        .isEqualTo("enabledForReportingButNotEnforced");
  }

  @Test
  void the_answer_can_be_a_page_of_something_else() {
    simulated.faults().on(READS, 1, new Fault.Body(200, "text/html", "<html>maintenance</html>"));

    assertThat(client.get(POLICIES).text()).isEqualTo("<html>maintenance</html>");
  }

  @Test
  void a_slow_answer_comes_late_and_whole() {
    simulated.faults().on(READS, 1, new Fault.Slow(Duration.ofMillis(50)));
    long before = System.nanoTime();

    assertThat(client.get(POLICIES).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void the_nth_matching_request_can_be_struck() {
    simulated.faults().onNth(READS, 2, Fault.Status.unavailable());

    assertThat(client.get(POLICIES).status()).isEqualTo(200);
    assertThat(client.get(POLICIES).status()).isEqualTo(503);
    assertThat(client.get(POLICIES).status()).isEqualTo(200);
  }

  @Test
  void a_skip_token_can_go_bad_on_request() {
    simulated
        .faults()
        .on(
            RequestMatcher.laterPages().and(RequestMatcher.path("members")),
            1,
            Fault.Status.badSkipToken());
    String members = "/v1.0/groups/" + SmallTenant.PILOT_GROUP + "/members?$top=1";
    String next = client.get(members).json().path("@odata.nextLink").asText();

    assertThat(client.get(next).status()).isEqualTo(400);
    assertThat(client.get(next).status()).isEqualTo(200);
  }

  @Test
  void the_token_endpoint_can_fail_too() {
    simulated
        .faults()
        .on(RequestMatcher.path("/oauth2/v2.0/token$"), Faults.ALWAYS, Fault.Status.unavailable());

    assertThat(client.token(Map.of()).status()).isEqualTo(503);
    simulated.faults().clear();
    assertThat(client.token(Map.of()).status()).isEqualTo(200);
  }
}
