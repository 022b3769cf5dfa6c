package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.PolicyResult;
import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.tenant.StoredSignIns;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignInsTest {
  private static final RequestMatcher LOG = RequestMatcher.path("/auditLogs/signIns$");
  private static final Duration HOUR = Duration.ofHours(1);

  private static TestTenant tenant;
  private final List<SignInRow> rows = new ArrayList<>();
  private Tenant simulated;
  private StoredSignIns log;
  private Instant now;
  private SignInPort signIns;

  @BeforeAll
  static void start() {
    tenant = TestTenant.likeEntra();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void connect() {
    signIns = tenant.reset().connect().signIns();
    simulated = tenant.simulator.tenant();
    log = new StoredSignIns();
    simulated.signInLog(log);
    tenant.clock.advance(HOUR);
    now = tenant.clock.instant();
  }

  @Test
  void each_log_is_read_apart() {
    log.add(TestSignIns.interactive(1, now.minus(HOUR)));
    log.add(TestSignIns.nonInteractive(2, now.minus(HOUR)));

    assertThat(ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now))).isEqualTo(1);
    assertThat(ok(read(SignInChannel.NON_INTERACTIVE, now.minus(HOUR), now))).isEqualTo(1);

    assertThat(rows)
        .extracting(SignInRow::channel)
        .containsExactly(SignInChannel.INTERACTIVE, SignInChannel.NON_INTERACTIVE);
    assertThat(rows)
        .extracting(SignInRow::id)
        .containsExactly(
            "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002");
  }

  @Test
  void the_start_counts_and_the_end_does_not() {
    Instant from = now.minus(Duration.ofDays(3));
    Instant to = now.minus(HOUR);
    log.add(TestSignIns.interactive(1, from.minusNanos(100)));
    log.add(TestSignIns.interactive(2, from));
    log.add(TestSignIns.interactive(3, from.plus(Duration.ofHours(6))));
    log.add(TestSignIns.interactive(4, to.minusNanos(100)));
    log.add(TestSignIns.interactive(5, to));

    assertThat(ok(read(SignInChannel.INTERACTIVE, from, to))).isEqualTo(3);
    assertThat(rows).extracting(row -> row.id().charAt(35)).containsExactly('2', '3', '4');
  }

  @Test
  void nothing_is_read_of_an_empty_span() {
    assertThat(ok(read(SignInChannel.INTERACTIVE, now, now))).isZero();
    assertThat(tenant.graphRequests()).isEmpty();
  }

  @Test
  void only_what_is_needed_is_asked_for_and_from_beta() {
    ok(read(SignInChannel.NON_INTERACTIVE, now.minus(HOUR), now));

    assertThat(tenant.graphRequests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/beta/auditLogs/signIns");
              assertThat(URLDecoder.decode(request.query(), StandardCharsets.UTF_8))
                  .contains(
                      "$top=1000",
                      "$select=id,createdDateTime,",
                      "tokenProtectionStatusDetails",
                      "createdDateTime ge " + now.minus(HOUR),
                      "signInEventTypes/any(t: t eq 'nonInteractiveUser')");
            });
  }

  @Test
  void what_counts_against_a_rollout_is_asked_for_apart_by_what_the_log_can_be_asked_for() {
    log.add(TestSignIns.interactive(1, now.minus(HOUR)));
    log.add(TestSignIns.unbound(TestSignIns.interactive(2, now.minus(HOUR)), 1008));
    ObjectNode blocked = TestSignIns.interactive(3, now.minus(HOUR));
    blocked.putObject("status").put("errorCode", 530084);
    log.add(blocked);

    signIns.read(SignInChannel.INTERACTIVE, now.minus(HOUR), now, RowSelection.AGAINST, rows::add);
    signIns.read(SignInChannel.INTERACTIVE, now.minus(HOUR), now, RowSelection.BLOCKED, rows::add);

    assertThat(rows).extracting(row -> row.id().charAt(35)).containsExactly('3', '2', '3');
    assertThat(tenant.graphRequests())
        .extracting(request -> URLDecoder.decode(request.query(), StandardCharsets.UTF_8))
        .satisfiesExactly(
            against ->
                assertThat(against)
                    .contains(
                        " and (tokenProtectionStatusDetails/signInSessionStatus eq 'unbound' or"
                            + " status/errorCode eq 53003 or status/errorCode eq 530084)"),
            errors ->
                assertThat(errors)
                    .contains(" and (status/errorCode eq 53003 or status/errorCode eq 530084)")
                    .doesNotContain("unbound"));
  }

  @Test
  void every_page_is_read_and_tells_results_of_report_only_policies() {
    pagesOf(10);
    IntStream.range(0, 95)
        .forEach(
            i ->
                log.add(
                    TestSignIns.unbound(TestSignIns.interactive(i, now.minusSeconds(i)), 1008)));

    assertThat(ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now.plusSeconds(1))))
        .isEqualTo(95);

    assertThat(rows).extracting(SignInRow::id).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(row -> assertThat(resultOf(row)).isEqualTo(PolicyResult.REPORT_ONLY_FAILURE));
    assertThat(tenant.graphRequests())
        .as("as slow as the limit asks")
        .noneMatch(r -> r.status() == 429);
    assertThat(tenant.waits).allSatisfy(w -> assertThat(w).isLessThan(Duration.ofSeconds(5)));
  }

  @Test
  void details_that_are_null_were_not_collected() {
    log.add(TestSignIns.interactive(1, now.minus(HOUR)));
    tenant
        .simulator
        .faults()
        .on(
            LOG,
            Faults.ALWAYS,
            new Fault.Member("value/*/tokenProtectionStatusDetails", NullNode.getInstance()));

    ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now));

    assertThat(rows)
        .singleElement()
        .extracting(SignInRow::details)
        .isEqualTo(new BindingDetails.Missing());
  }

  @Test
  void a_result_of_which_we_never_heard_is_unknown_and_no_failure() {
    log.add(TestSignIns.interactive(1, now.minus(HOUR)));
    tenant
        .simulator
        .faults()
        .on(
            LOG,
            Faults.ALWAYS,
            new Fault.Member(
                "value/*/appliedConditionalAccessPolicies/*/result",
                TextNode.valueOf("reportOnlySomethingNew")));

    ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now));

    assertThat(resultOf(rows.getFirst())).isEqualTo(PolicyResult.UNKNOWN);
  }

  @Test
  void without_the_permission_to_read_policies_they_are_missing() {
    tenant.grant("AuditLog.Read.All");
    log.add(TestSignIns.interactive(1, now.minus(HOUR)));

    ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now));

    assertThat(rows)
        .singleElement()
        .extracting(SignInRow::policies)
        .isEqualTo(new AppliedPolicies.Missing());
  }

  static java.util.stream.Stream<Arguments> failuresOfPages() {
    return java.util.stream.Stream.of(
        Arguments.of("503", Fault.Status.unavailable()),
        Arguments.of("504", Fault.Status.gatewayTimeout()),
        Arguments.of("429", Fault.Status.throttled()),
        Arguments.of("429 for 3 s", Fault.Status.throttled(Duration.ofSeconds(3))),
        Arguments.of("a skip token that went bad", Fault.Status.badSkipToken()),
        Arguments.of("a cut connection", new Fault.Cut()),
        Arguments.of("half a page", new Fault.HalfBody()),
        Arguments.of("a gateway's page", new Fault.Body(200, "text/html", "<html/>")),
        Arguments.of("no list", new Fault.Member("value", NullNode.getInstance())),
        Arguments.of("a row without id", new Fault.Member("value/*/id", NullNode.getInstance())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresOfPages")
  void a_slice_that_fails_is_read_again_from_its_start(String name, Fault fault) {
    pagesOf(10);
    IntStream.range(0, 60)
        .forEach(
            i -> log.add(TestSignIns.interactive(i, now.minus(Duration.ofMinutes(6L * i + 1)))));
    tenant.simulator.faults().onNth(LOG, 3, fault);

    long given = ok(read(SignInChannel.INTERACTIVE, now.minus(HOUR.multipliedBy(6)), now));

    assertThat(rows.stream().map(SignInRow::id).distinct()).hasSize(60);
    assertThat(given).isEqualTo(rows.size());
  }

  @Test
  void a_log_that_stays_away_is_given_up() {
    tenant.simulator.faults().on(LOG, Faults.ALWAYS, Fault.Status.gatewayTimeout());

    Outcome<Long> outcome = read(SignInChannel.INTERACTIVE, now.minus(HOUR), now);

    assertThat(outcome.failure().map(Problem::cause)).contains(Cause.SERVER_ERROR);
    assertThat(tenant.waits)
        .allSatisfy(w -> assertThat(w).isLessThanOrEqualTo(Duration.ofSeconds(5)));
  }

  @Test
  void a_log_that_asks_for_a_long_wait_is_not_waited_for() {
    tenant.simulator.faults().on(LOG, 1, Fault.Status.throttled(Duration.ofMinutes(2)));

    Outcome<Long> outcome = read(SignInChannel.INTERACTIVE, now.minus(HOUR), now);

    assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
    assertThat(tenant.waits).isEmpty();
  }

  @Test
  void what_is_older_than_the_tenant_keeps_is_passed_over() {
    log.add(TestSignIns.interactive(1, now.minus(Duration.ofDays(29))));
    log.add(TestSignIns.interactive(2, now.minus(HOUR)));

    assertThat(ok(read(SignInChannel.INTERACTIVE, now.minus(Duration.ofDays(60)), now)))
        .isEqualTo(2);
  }

  @Test
  void a_span_that_is_too_old_as_a_whole_is_empty() {
    assertThat(
            ok(
                read(
                    SignInChannel.INTERACTIVE,
                    now.minus(Duration.ofDays(60)),
                    now.minus(Duration.ofDays(40)))))
        .isZero();
  }

  @Test
  void a_request_that_is_refused_for_another_reason_is_told() {
    tenant.simulator.faults().on(LOG, Faults.ALWAYS, new Fault.Status(400, "BadRequest", Map.of()));

    Outcome<Long> outcome = read(SignInChannel.INTERACTIVE, now.minus(HOUR), now);

    assertThat(outcome.failure().map(Problem::cause)).contains(Cause.REFUSED);
  }

  @Test
  void a_missing_permission_and_a_missing_licence_are_told() {
    simulated.subscribedSkus(List.of());
    assertThat(read(SignInChannel.INTERACTIVE, now.minus(HOUR), now).failure().map(Problem::cause))
        .contains(Cause.LICENCE_MISSING);

    tenant.grant("Policy.Read.All");
    Problem problem =
        tenant
            .connect()
            .signIns()
            .read(SignInChannel.INTERACTIVE, now.minus(HOUR), now, RowSelection.ALL, rows::add)
            .failure()
            .orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.PERMISSION_MISSING);
    assertThat(problem.remedy()).contains("AuditLog.Read.All");
    assertThat(problem.attempted()).isEqualTo("read the log of interactive sign-ins");
  }

  private Outcome<Long> read(SignInChannel channel, Instant from, Instant to) {
    return signIns.read(channel, from, to, RowSelection.ALL, rows::add);
  }

  private void pagesOf(int rowsOnAPage) {
    simulated.settings(
        simulated.settings().with(simulated.settings().signIns().withLargestPage(rowsOnAPage)));
  }

  private static PolicyResult resultOf(SignInRow row) {
    return ((AppliedPolicies.Listed) row.policies()).entries().getFirst().result();
  }
}
