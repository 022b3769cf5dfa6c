package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Problem.Effect;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResilienceTest {
  private static final RequestMatcher GET =
      RequestMatcher.path("^/v1.0/").and(RequestMatcher.method("GET"));

  private static TestTenant tenant;
  private Tenant entra;

  @BeforeAll
  static void start() {
    tenant = TestTenant.immediate();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void connect() {
    entra = tenant.reset().connect();
    ok(entra.facts().securityDefaults());
    tenant.simulator.requests().clear();
  }

  static Stream<Arguments> failuresOfWrites() {
    Map<String, String> atOnce = Map.of("Retry-After", "0");
    return Stream.of(
        Arguments.of("503", Fault.Status.unavailable(), Cause.SERVER_ERROR),
        Arguments.of(
            "503, come back at once", new Fault.Status(503, "x", atOnce), Cause.SERVER_ERROR),
        Arguments.of("504", Fault.Status.gatewayTimeout(), Cause.SERVER_ERROR),
        Arguments.of("408", new Fault.Status(408, "x", Map.of()), Cause.UNREACHABLE),
        Arguments.of(
            "504 after it was carried out",
            new Fault.StatusAfterwards(Fault.Status.gatewayTimeout()),
            Cause.SERVER_ERROR),
        Arguments.of("cut before it was carried out", new Fault.Cut(), Cause.UNREACHABLE),
        Arguments.of("answer lost", new Fault.LostResponse(), Cause.UNREACHABLE),
        Arguments.of("half an answer", new Fault.HalfBody(), Cause.UNREACHABLE),
        Arguments.of(
            "a gateway's page",
            new Fault.Body(502, "text/html", "<html>Bad gateway</html>"),
            Cause.SERVER_ERROR),
        Arguments.of(
            "a page in place of the answer",
            new Fault.Body(200, "text/html", "<html>Sign in</html>"),
            Cause.UNREADABLE_ANSWER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresOfWrites")
  void a_create_leaves_once_whatever_comes_back(String name, Fault fault, Cause cause) {
    tenant.simulator.faults().on(RequestMatcher.graphWrites(), Faults.ALWAYS, fault);

    Outcome<PolicyId> policy = entra.policies().create(TestPolicies.pilot());
    Outcome<GroupId> group = entra.directory().createGroup("Volunteers", "");

    assertThat(tenant.writes()).hasSize(2);
    for (Outcome<?> outcome : List.of(policy, group)) {
      assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
      Problem problem = outcome.failure().orElseThrow();
      assertThat(problem.effect()).isEqualTo(Effect.UNKNOWN);
      assertThat(problem.cause()).isEqualTo(cause);
    }
  }

  @Test
  void a_change_of_state_leaves_once_too() {
    PolicyId id = ok(entra.policies().create(TestPolicies.pilot()));
    tenant.simulator.requests().clear();
    tenant
        .simulator
        .faults()
        .on(RequestMatcher.graphWrites(), Faults.ALWAYS, new Fault.LostResponse());

    Outcome<?> outcome = entra.policies().setState(id, PolicyState.ENABLED);

    assertThat(tenant.writes()).hasSize(1);
    assertThat(outcome.failure().map(Problem::effect)).contains(Effect.UNKNOWN);
    assertThat(ok(entra.policies().get(id)).content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void a_write_that_is_throttled_did_not_take_place_and_is_left_to_the_caller() {
    tenant
        .simulator
        .faults()
        .on(RequestMatcher.graphWrites(), 1, Fault.Status.throttled(Duration.ofSeconds(7)));

    Outcome<PolicyId> outcome = entra.policies().create(TestPolicies.pilot());

    assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
    assertThat(((Outcome.Throttled<?>) outcome).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(outcome.failure().map(Problem::effect)).contains(Effect.NONE);
    assertThat(tenant.writes()).hasSize(1);
  }

  @Test
  void a_write_that_never_left_did_not_take_place() {
    TestTenant away = TestTenant.immediate();
    Tenant connected = away.connect();
    ok(connected.facts().grantedPermissions());
    away.close();

    Problem problem = connected.policies().create(TestPolicies.pilot()).failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.UNREACHABLE);
    assertThat(problem.effect()).isEqualTo(Effect.NONE);
  }

  @Test
  void a_write_ends_in_its_time_whatever_its_answer_takes_and_a_read_has_more() {
    Duration longestWrite = Duration.ofMillis(300);
    Tenant hurried =
        ok(
            tenant
                .connector(ApiVersion.V1_0, longestWrite)
                .connect(tenant.connection(TestTenant.SECRET)));
    ok(hurried.facts().grantedPermissions());
    Fault slow = new Fault.Slow(longestWrite.multipliedBy(2));
    tenant.simulator.faults().on(RequestMatcher.path("^/v1.0/"), Faults.ALWAYS, slow);

    Outcome<?> policy = hurried.policies().create(TestPolicies.pilot());
    Outcome<?> group = hurried.directory().createGroup("Volunteers", "");

    for (Outcome<?> outcome : List.of(policy, group)) {
      assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
      assertThat(outcome.failure().map(Problem::effect)).contains(Effect.UNKNOWN);
    }
    ok(hurried.policies().list());
  }

  @Test
  void a_write_whose_time_was_spent_on_its_token_does_not_leave() {
    Duration longestWrite = Duration.ofMillis(300);
    Tenant hurried =
        ok(
            tenant
                .connector(ApiVersion.V1_0, longestWrite)
                .connect(tenant.connection(TestTenant.SECRET)));
    tenant
        .simulator
        .faults()
        .on(RequestMatcher.path("/oauth2/"), 1, new Fault.Slow(longestWrite.multipliedBy(2)));

    Problem problem = hurried.directory().createGroup("Volunteers", "").failure().orElseThrow();

    assertThat(problem.cause()).isEqualTo(Cause.UNREACHABLE);
    assertThat(problem.effect()).isEqualTo(Effect.NONE);
    assertThat(tenant.writes()).isEmpty();
  }

  @Test
  void a_token_that_is_no_longer_accepted_is_replaced_unseen() {
    tenant.simulator.revokeTokens();
    tenant.clock.advance(Duration.ofSeconds(1));

    ok(entra.policies().create(TestPolicies.pilot()));

    assertThat(tenant.simulator.requests().graphWrites().stream().map(r -> r.status()))
        .containsExactly(401, 201);
  }

  static Stream<Arguments> passingFailures() {
    return Stream.of(
        Arguments.of("503", Fault.Status.unavailable()),
        Arguments.of("504", Fault.Status.gatewayTimeout()),
        Arguments.of("cut", new Fault.Cut()),
        Arguments.of("answer lost", new Fault.LostResponse()),
        Arguments.of("half an answer", new Fault.HalfBody()),
        Arguments.of("a gateway's page", new Fault.Body(502, "text/html", "<html/>")),
        Arguments.of("throttled", Fault.Status.throttled()),
        Arguments.of("throttled for 2 s", Fault.Status.throttled(Duration.ofSeconds(2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passingFailures")
  void a_read_is_repeated_while_the_failure_may_pass(String name, Fault fault) {
    tenant.simulator.faults().on(GET, 2, fault);

    assertThat(ok(entra.policies().list()).policies()).isEmpty();
    assertThat(tenant.waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  void a_read_gives_up_before_it_holds_its_caller_for_long() {
    tenant.simulator.faults().on(GET, Faults.ALWAYS, Fault.Status.unavailable());

    Outcome<?> outcome = entra.directory().group(new GroupId(SmallTenant.PILOT_GROUP));

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(outcome.failure().map(Problem::effect)).contains(Effect.NONE);
    assertThat(tenant.waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_answer_of_other_types_than_documented_is_no_answer() {
    tenant.simulator.faults().on(GET, 4, new Fault.Member("value", IntNode.valueOf(3)));
    assertThat(entra.policies().list().failure().map(Problem::cause))
        .contains(Cause.UNREADABLE_ANSWER);

    ok(entra.policies().create(TestPolicies.pilot()));
    tenant.simulator.faults().clear();
    for (String member : List.of("value/*/id", "value/*/displayName")) {
      tenant.simulator.faults().on(GET, 4, new Fault.Member(member, BooleanNode.TRUE));
      Outcome<?> outcome = entra.policies().list();
      assertThat(outcome).as(member).isInstanceOf(Outcome.Retryable.class);
      assertThat(outcome.failure().orElseThrow().answer()).as(member).contains("can't be read");
      tenant.simulator.faults().clear();
    }
  }

  @Test
  void nulls_where_nothing_is_set_are_read_as_nothing() {
    ok(entra.policies().create(TestPolicies.pilot()));
    for (String member :
        List.of("conditions/users/excludeUsers", "conditions/devices", "sessionControls")) {
      tenant
          .simulator
          .faults()
          .on(GET, 1, new Fault.Member("value/*/" + member, NullNode.getInstance()));
      assertThat(ok(entra.policies().list()).policies()).as(member).hasSize(1);
    }
  }

  @Test
  void a_link_that_leads_to_another_host_is_not_followed() {
    tenant
        .simulator
        .faults()
        .on(
            GET,
            Faults.ALWAYS,
            new Fault.Member(
                "@odata.nextLink",
                TextNode.valueOf("https://evil.example/v1.0/identity/conditionalAccess/policies")));

    Outcome<?> outcome = entra.policies().list();

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(outcome.failure().map(Problem::cause)).contains(Cause.UNREADABLE_ANSWER);
  }

  @Test
  void a_read_is_in_the_words_of_a_person() {
    tenant.simulator.faults().on(GET, Faults.ALWAYS, Fault.Status.unavailable());

    Problem problem = entra.policies().get(new PolicyId("p-1")).failure().orElseThrow();

    assertThat(problem.sentence())
        .matches(
            "Could not read the policy p-1: 503 serviceNotAvailable, request [0-9a-f-]{36}\\. "
                + "It is tried again by itself\\.");
  }
}
