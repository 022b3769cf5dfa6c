package dev.tokenprotection.core.gate;

import static dev.tokenprotection.core.gate.CriteriaBuilder.criteria;
import static dev.tokenprotection.core.gate.EvidenceBuilder.NOW;
import static dev.tokenprotection.core.gate.EvidenceBuilder.evidence;
import static dev.tokenprotection.core.gate.EvidenceBuilder.users;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.ClientCounts;
import dev.tokenprotection.core.evidence.CodeCounts;
import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.UnboundCode;
import dev.tokenprotection.core.evidence.UnreadableReason;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {
  private static final GateContext FIRST =
      new GateContext(NOW, 1, Freshness.DEFAULT, Enforced.NOBODY);

  @Test
  void a_success_tells_ratio_and_certainty() {
    assertThat(say(criteria(), evidence().everywhere(users(99, 1)).cohort(1000)))
        .isEqualTo(
            "Successful: 99.0% bound, 1,000 sign-ins of 100 users (needs 99%),"
                + " lower confidence bound 91.2% of users (needs at least 90%)");
  }

  @Test
  void a_running_gate_tells_how_many_more_users_would_do() {
    EvidenceBuilder tooFew = evidence().everywhere(users(34, 0)).coverage(34, 50, 1000);
    assertThat(say(criteria().minSignIns(340).scope(GateScope.TOTAL), tooFew))
        .isEqualTo(
            "Running: needs 12 more users, all bound, for a lower confidence bound of 90% (now"
                + " 84.9%)");
  }

  @Test
  void a_running_gate_says_when_the_cohort_has_not_so_many() {
    EvidenceBuilder improved =
        evidence().all(users(28, 5)).window(users(30, 0)).coverage(33, 34, 34);
    CriteriaBuilder lenient =
        criteria().minSignIns(0).maxBlockedUsers("100%").scope(GateScope.TOTAL);
    assertThat(say(lenient, improved))
        .isEqualTo(
            "Running: needs 3 more users, all bound, for a lower confidence bound of 90% (now 82.3%),"
                + " but the cohort has only 1 not seen yet");
  }

  @Test
  void a_failure_names_application_numbers_codes_and_what_to_do() {
    EvidenceBuilder bad =
        evidence()
            .application(MICROSOFT_TEAMS, users(80, 20))
            .blockedUsers(20)
            .client("Legacy Mail", 0, 120, 12)
            .code(1008, 120, 12)
            .code(1002, 80, 8);
    assertThat(say(criteria(), bad))
        .isEqualTo(
            "Failed: 20 users would be blocked if this were enforced (limit: 2);"
                + " Teams 80.0% bound, 1,000 sign-ins of 100 users (must not be below 90%),"
                + " upper confidence bound 91.5% (needs 99%);"
                + " Legacy Mail (120 sign-ins, 12 users) does not use the broker (WAM):"
                + " update or replace the application;"
                + " unbound 1008: 120 sign-ins, 12 users:"
                + " the client does not use the broker (WAM);"
                + " update or replace the application;"
                + " unbound 1002: 80 sign-ins, 8 users:"
                + " the device is not registered; join or register the device");
  }

  @Test
  void a_silent_application_is_named_with_the_way_out() {
    assertThat(say(criteria(), evidence().application(SHAREPOINT_ONLINE, Counts.NONE)))
        .isEqualTo(
            "Running: no sign-in for SharePoint"
                + " (applicationsWithoutSignIns: Ignore continues without it)");
  }

  @Test
  void a_ratio_just_below_the_threshold_is_not_rounded_up_to_it() {
    Counts almost = new Counts(98_999, 0, 1_001, 0, 1_000, 989_990_000, 10_010_000);
    assertThat(
            say(
                criteria().scope(GateScope.TOTAL).unit(RatioUnit.SIGN_INS),
                evidence().everywhere(almost).cohort(1000)))
        .isEqualTo("Running: 98.9% of 100,000 sign-ins bound, 1,000 users (needs 99%)");
  }

  static Stream<Arguments> reasons_and_their_words() {
    ClientApplication nameless = new ClientApplication("", "");
    return Stream.of(
        arguments(new Reason.EvidenceUnavailable("reading failed"), "reading failed"),
        arguments(
            new Reason.TelemetryWarmup(40),
            "the sign-in log is being read anew after a start, 40% so far"),
        arguments(
            new Reason.CannotKeepUp(Duration.ofMinutes(200)),
            "sign-ins come faster than Graph lets the log be read, which is 3h20m behind;"
                + " nothing is judged before it has caught up"),
        arguments(
            new Reason.NoSignIns(NOW),
            "no sign-in of the cohort was judged by the policies since 2026-11-24T12:00:00Z"),
        arguments(
            new Reason.Stale(Duration.ofHours(7), Duration.ofHours(6)),
            "the sign-in log is late: the evidence ends 7h0m ago (at most 6h0m)"),
        arguments(
            new Reason.Silent(Duration.ofHours(125), Duration.ofDays(4)),
            "the sign-in log has been silent for 5d5h (at most 4d0h)"),
        arguments(
            new Reason.TooManyUnreadable(
                50, 1000, Share.ofPercent(1), UnreadableReason.DETAILS_MISSING),
            "50 of 1,000 sign-ins do not tell whether they were bound (at most 1%): rows lack"
                + " tokenProtectionStatusDetails, which only Graph beta and recent logs have"),
        arguments(
            new Reason.TooManyNotApplicable(60, 1000, Share.ofPercent(5)),
            "token protection did not apply to 60 of 1,000 sign-ins that the policy judged"
                + " (at most 5%)"),
        arguments(new Reason.TooFewSignIns(1, 500), "1 sign-in in the window (needs 500)"),
        arguments(new Reason.TooFewUsers(12, 20), "12 users in the window (needs 20)"),
        arguments(
            new Reason.TooLittleCoverage(38, 53, Share.ofPercent(90)),
            "sign-ins of 38 of 53 active users (needs 90%)"),
        arguments(new Reason.TooFewActiveDays(1, 5), "sign-ins on 1 day (needs 5)"),
        arguments(
            new Reason.TooManyBlockedUsers(3, 2, Enforced.NOBODY),
            "3 users would be blocked if this were enforced (limit: 2)"),
        arguments(
            new Reason.TooManyBlockedUsers(3, 2, Enforced.ALL), "3 users are blocked (limit: 2)"),
        arguments(
            new Reason.TooManyBlockedUsers(1, 0, Enforced.SOME),
            "1 user is blocked, or would be if enforced (limit: 0)"),
        arguments(
            new Reason.ClientLacksBroker(new ClientCounts(nameless, 0, 1, 0, 1, 1)),
            "a client without a name (1 sign-in, 1 user) does not use the broker (WAM):"
                + " update or replace the application"),
        arguments(
            new Reason.UnboundSignIns(new CodeCounts(0, 2, 1)),
            "unbound 0: 2 sign-ins, 1 user: no reason is known"));
  }

  @ParameterizedTest
  @MethodSource("reasons_and_their_words")
  void a_reason_is_a_clause_with_its_numbers(Reason reason, String words) {
    assertThat(Wording.of(reason)).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource(UnreadableReason.class)
  void every_way_of_being_unreadable_has_words(UnreadableReason mostly) {
    assertThat(Wording.of(new Reason.TooManyUnreadable(2, 100, Share.ofPercent(1), mostly)))
        .startsWith("2 of 100 sign-ins do not tell")
        .doesNotContain("_");
  }

  @ParameterizedTest
  @EnumSource(UnboundCode.class)
  void every_known_code_says_what_to_do(UnboundCode code) {
    assertThat(Wording.of(new Reason.UnboundSignIns(new CodeCounts(code.code(), 1, 1))))
        .isEqualTo(
            "unbound %d: 1 sign-in, 1 user: %s; %s"
                .formatted(code.code(), code.meaning(), code.remedy()));
  }

  @Test
  void a_name_of_any_length_is_cut_to_a_readable_one() {
    ClientApplication client = new ClientApplication("x", "n".repeat(500));
    assertThat(Wording.of(new Reason.ClientLacksBroker(new ClientCounts(client, 0, 1, 0, 1, 1))))
        .hasSizeLessThan(200)
        .contains("n…");
  }

  @Test
  void the_verdict_comes_first() {
    assertThat(
            Wording.of(
                Gate.evaluate(GateCriteria.DEFAULT, new EvidenceReading.WarmingUp(5), FIRST)))
        .startsWith("Inconclusive: ");
    assertThat(
            Wording.of(
                Gate.evaluate(
                    GateCriteria.DEFAULT, new EvidenceReading.Unavailable("no answer"), FIRST)))
        .isEqualTo("Error: no answer");
  }

  private static String say(CriteriaBuilder criteria, EvidenceBuilder evidence) {
    return Wording.of(Gate.evaluate(criteria.build(), evidence.read(), FIRST));
  }
}
