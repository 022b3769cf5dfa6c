package dev.tokenprotection.core.gate;

import static dev.tokenprotection.core.gate.CriteriaBuilder.criteria;
import static dev.tokenprotection.core.gate.EvidenceBuilder.NOW;
import static dev.tokenprotection.core.gate.EvidenceBuilder.evidence;
import static dev.tokenprotection.core.gate.EvidenceBuilder.users;
import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
  private static final GateContext FIRST =
      new GateContext(NOW, 1, Freshness.DEFAULT, Enforced.NOBODY);

  // Error and Inconclusive

  @Test
  void what_could_not_be_read_is_an_error_and_no_failure() {
    Verdict verdict =
        Gate.evaluate(GateCriteria.DEFAULT, new EvidenceReading.Unavailable("no answer"), FIRST);
    assertThat(verdict)
        .isEqualTo(new Verdict.Error(List.of(new Reason.EvidenceUnavailable("no answer"))));
  }

  @Test
  void a_log_that_is_still_being_read_is_inconclusive() {
    assertThat(Gate.evaluate(GateCriteria.DEFAULT, new EvidenceReading.WarmingUp(40), FIRST))
        .isEqualTo(new Verdict.Inconclusive(List.of(new Reason.TelemetryWarmup(40))));
  }

  @Test
  void a_source_that_can_not_keep_up_is_inconclusive() {
    Duration behind = Duration.ofHours(7);
    assertThat(
            Gate.evaluate(GateCriteria.DEFAULT, new EvidenceReading.FallingBehind(behind), FIRST))
        .isEqualTo(new Verdict.Inconclusive(List.of(new Reason.CannotKeepUp(behind))));
  }

  @Test
  void no_row_of_anybody_is_inconclusive() {
    EvidenceBuilder nothing =
        evidence().everywhere(Counts.NONE).newestRow(Instant.MIN).coverage(0, 0, 100);
    assertInconclusive(criteria(), nothing, new Reason.NoRows());
  }

  @Test
  void no_sign_in_of_the_cohort_is_inconclusive_even_without_floors() {
    EvidenceBuilder nothing = evidence().everywhere(Counts.NONE).coverage(0, 0, 0);
    assertInconclusive(
        criteria().withoutFloors(), nothing, new Reason.NoSignIns(NOW.minus(Duration.ofDays(7))));
  }

  @Test
  void a_log_that_is_too_late_is_inconclusive() {
    assertInconclusive(
        criteria(),
        evidence().end(NOW.minus(Duration.ofHours(7))),
        new Reason.Stale(Duration.ofHours(7), Duration.ofHours(6)));
    assertThat(judge(criteria(), evidence().end(NOW.minus(Duration.ofHours(6)))))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void a_log_that_fell_silent_is_inconclusive() {
    assertInconclusive(
        criteria(),
        evidence().newestRow(NOW.minus(Duration.ofHours(60))),
        new Reason.Silent(Duration.ofHours(60), Duration.ofDays(2)));
  }

  @Test
  void more_than_one_percent_unreadable_is_inconclusive() {
    assertThat(judge(criteria(), evidence().everywhere(withUnreadable(10))))
        .isInstanceOf(Verdict.Successful.class);
    Verdict verdict = judge(criteria(), evidence().everywhere(withUnreadable(11)));
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reasons().getFirst()).isInstanceOf(Reason.TooManyUnreadable.class);
  }

  @Test
  void more_than_five_percent_exempt_is_inconclusive() {
    // of 1,000 counted sign-ins and the exempt ones together
    assertThat(judge(criteria(), evidence().notApplicable(52)))
        .isInstanceOf(Verdict.Successful.class);
    assertInconclusive(
        criteria(),
        evidence().notApplicable(53),
        new Reason.TooManyNotApplicable(53, 1053, Gate.NOT_APPLICABLE_LIMIT));
  }

  @Test
  void below_any_floor_is_inconclusive() {
    assertInconclusive(
        criteria().minSignIns(1001), evidence(), new Reason.TooFewSignIns(1000, 1001));
    assertInconclusive(criteria().minUsers(101), evidence(), new Reason.TooFewUsers(100, 101));
    assertInconclusive(criteria().minActiveDays(8), evidence(), new Reason.TooFewActiveDays(7, 8));
    assertInconclusive(
        criteria().minCoverage("90%"),
        evidence().coverage(89, 100, 100),
        new Reason.TooLittleCoverage(89, 100, Share.ofPercent(90)));
    assertThat(judge(criteria().minCoverage("90%"), evidence().coverage(90, 100, 100)))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void too_few_bad_users_hold_and_never_fail() {
    EvidenceBuilder bad = evidence().everywhere(users(0, 19)).blockedUsers(19).cohort(19);
    assertThat(judge(criteria(), bad)).isInstanceOf(Verdict.Inconclusive.class);
  }

  // Failed

  @Test
  void a_ratio_that_is_surely_too_low_fails() {
    Verdict verdict =
        judge(criteria().maxBlockedUsers("100%"), evidence().everywhere(users(80, 20)));
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    assertThat(verdict.reasons()).hasOnlyElementsOfType(Reason.SurelyTooLow.class).hasSize(3);
  }

  @Test
  void one_bad_application_fails_the_gate() {
    EvidenceBuilder oneBad = evidence().application(MICROSOFT_TEAMS, users(80, 20));
    Verdict verdict = judge(criteria(), oneBad);
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    assertThat(subjects(verdict)).containsExactly(new Subject.OneApplication(MICROSOFT_TEAMS));
    assertThat(judge(criteria().scope(GateScope.TOTAL), oneBad))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void a_ratio_below_the_limit_that_may_be_chance_does_not_fail() {
    // 17 of 20: the true ratio may be 98.9 % at α = 0.05, and here even less may be spent
    EvidenceBuilder few = evidence().everywhere(users(18, 3)).coverage(21, 21, 21);
    assertThat(judge(criteria().minSignIns(0).maxBlockedUsers("100%"), few))
        .isInstanceOf(Verdict.Running.class);
  }

  @Test
  void a_ratio_between_the_thresholds_does_not_fail_however_sure_it_is() {
    EvidenceBuilder middling =
        evidence().everywhere(users(9_500, 500)).coverage(10_000, 10_000, 10_000);
    assertThat(judge(criteria().maxBlockedUsers("100%"), middling))
        .isInstanceOf(Verdict.Running.class);
  }

  @ParameterizedTest
  @EnumSource(RatioUnit.class)
  void a_ratio_exactly_at_the_limit_does_not_fail(RatioUnit unit) {
    CriteriaBuilder lenient = criteria().maxBlockedUsers("100%").unit(unit);
    assertThat(judge(lenient, evidence().everywhere(users(90, 10))))
        .isInstanceOf(Verdict.Running.class);
    assertThat(judge(lenient, evidence().everywhere(users(89, 11))))
        .isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void failing_divides_the_chance_of_error_among_the_applications() {
    // Chosen so that one application alone would fail, and one of three does not.
    Counts borderline = users(25, 4);
    EvidenceBuilder three = evidence().everywhere(borderline).coverage(29, 29, 29);
    CriteriaBuilder lenient = criteria().minSignIns(0).maxBlockedUsers("100%");
    assertThat(judge(lenient.scope(GateScope.TOTAL), three)).isInstanceOf(Verdict.Failed.class);
    assertThat(judge(lenient.scope(GateScope.EACH_APPLICATION), three))
        .isInstanceOf(Verdict.Running.class);
  }

  @Test
  void more_blocked_users_than_allowed_fail_the_gate() {
    assertThat(judge(criteria(), evidence().blockedUsers(2)))
        .isInstanceOf(Verdict.Successful.class);
    Verdict verdict = judge(criteria(), evidence().blockedUsers(3));
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Failed(List.of(new Reason.TooManyBlockedUsers(3, 2, Enforced.NOBODY))));
  }

  @Test
  void a_share_of_blocked_users_is_one_of_the_users_seen_and_rounded_up() {
    EvidenceBuilder few = evidence().all(users(51, 0)).coverage(51, 51, 51);
    assertThat(judge(criteria(), few.blockedUsers(2))).isInstanceOf(Verdict.Successful.class);
    assertThat(judge(criteria(), few.blockedUsers(3))).isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void only_the_window_fails_a_gate_so_that_a_fall_is_seen_soon() {
    EvidenceBuilder fallen = evidence().all(users(5_000, 30)).coverage(5_030, 5_030, 5_030);
    for (Application application : List.of(EXCHANGE_ONLINE, SHAREPOINT_ONLINE, MICROSOFT_TEAMS)) {
      fallen.application(application, users(5_000, 30), users(70, 30));
    }
    assertThat(judge(criteria(), fallen.window(users(70, 30)))).isInstanceOf(Verdict.Failed.class);
  }

  // Successful and Running

  @Test
  void good_enough_and_surely_not_bad_is_a_success() {
    Verdict verdict = judge(criteria(), evidence());
    assertThat(verdict).isInstanceOf(Verdict.Successful.class);
    assertThat(verdict.reasons()).hasOnlyElementsOfType(Reason.GoodEnough.class).hasSize(1);
  }

  @Test
  void forty_six_users_all_bound_are_just_enough_for_the_defaults() {
    EvidenceBuilder enough = evidence().everywhere(users(46, 0)).coverage(46, 46, 10_000);
    assertThat(judge(criteria().minSignIns(460), enough)).isInstanceOf(Verdict.Successful.class);

    EvidenceBuilder tooFew = evidence().everywhere(users(45, 0)).coverage(45, 45, 10_000);
    Verdict verdict = judge(criteria().minSignIns(450).scope(GateScope.TOTAL), tooFew);
    assertThat(verdict).isInstanceOf(Verdict.Running.class);
    assertThat(verdict.reasons().getFirst())
        .isInstanceOfSatisfying(
            Reason.NotSureYet.class,
            reason -> {
              assertThat(reason.usersNeeded()).isEqualTo(1);
              assertThat(reason.usersUnseen()).isEqualTo(9_955);
            });
  }

  @Test
  void all_evidence_makes_sure_and_the_window_shows_how_it_is_now() {
    EvidenceBuilder quietWindow =
        evidence().everywhere(users(100, 0)).window(users(20, 0)).coverage(100, 100, 10_000);
    assertThat(judge(criteria().minSignIns(200), quietWindow))
        .isInstanceOf(Verdict.Successful.class);

    EvidenceBuilder quietStart = evidence().all(users(20, 0)).coverage(20, 20, 10_000);
    assertThat(judge(criteria(), quietStart)).isInstanceOf(Verdict.Running.class);
  }

  @Test
  void a_restart_needs_more_users() {
    EvidenceBuilder enough = evidence().everywhere(users(46, 0)).coverage(46, 46, 10_000);
    GateContext second = new GateContext(NOW, 2, Freshness.DEFAULT, Enforced.NOBODY);
    assertThat(Gate.evaluate(criteria().minSignIns(460).build(), enough.read(), second))
        .isInstanceOf(Verdict.Running.class);
  }

  @Test
  void a_small_cohort_that_was_seen_almost_whole_passes() {
    EvidenceBuilder small = evidence().everywhere(users(24, 0)).coverage(24, 25, 25);
    assertThat(judge(criteria().minSignIns(200), small)).isInstanceOf(Verdict.Successful.class);
    EvidenceBuilder larger = evidence().everywhere(users(24, 0)).coverage(24, 27, 27);
    assertThat(judge(criteria().minSignIns(200), larger)).isInstanceOf(Verdict.Running.class);
  }

  @Test
  void a_ratio_that_is_not_good_enough_runs_on() {
    EvidenceBuilder below = evidence().everywhere(users(98, 2));
    Verdict verdict = judge(criteria(), below);
    assertThat(verdict).isInstanceOf(Verdict.Running.class);
    assertThat(verdict.reasons()).hasOnlyElementsOfType(Reason.RatioTooLow.class).hasSize(4);
    assertThat(judge(criteria(), evidence().everywhere(users(99, 1))))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void every_application_must_be_good_enough() {
    EvidenceBuilder oneBelow = evidence().application(SHAREPOINT_ONLINE, users(98, 2));
    Verdict verdict = judge(criteria(), oneBelow);
    assertThat(verdict).isInstanceOf(Verdict.Running.class);
    assertThat(subjects(verdict)).containsExactly(new Subject.OneApplication(SHAREPOINT_ONLINE));
  }

  @Test
  void all_together_must_be_good_enough_even_if_each_application_is() {
    Verdict verdict = judge(criteria(), evidence().total(users(98, 2)));
    assertThat(verdict).isInstanceOf(Verdict.Running.class);
    assertThat(subjects(verdict)).containsExactly(new Subject.AllApplications());
  }

  @Test
  void an_application_without_sign_ins_holds_unless_it_is_ignored() {
    EvidenceBuilder silent = evidence().application(MICROSOFT_TEAMS, Counts.NONE);
    assertThat(judge(criteria(), silent))
        .isEqualTo(
            new Verdict.Running(List.of(new Reason.ApplicationWithoutSignIns(MICROSOFT_TEAMS))));
    assertThat(judge(criteria().silentApplications(SilentApplications.IGNORE), silent))
        .isInstanceOf(Verdict.Successful.class);
    assertThat(judge(criteria().scope(GateScope.TOTAL), silent))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void an_application_that_fell_silent_after_bad_sign_ins_is_not_ignored() {
    EvidenceBuilder silent = evidence().application(MICROSOFT_TEAMS, users(50, 50), Counts.NONE);
    assertThat(judge(criteria().silentApplications(SilentApplications.IGNORE), silent))
        .isInstanceOf(Verdict.Running.class);
  }

  @Test
  void a_bad_application_fails_though_another_is_silent() {
    EvidenceBuilder both =
        evidence()
            .application(MICROSOFT_TEAMS, Counts.NONE)
            .application(EXCHANGE_ONLINE, users(80, 20));
    assertThat(judge(criteria(), both)).isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void the_unit_decides_what_the_ratio_is_a_ratio_of() {
    // 99 users with one bound sign-in each, and one with 1,000 unbound ones
    Counts oneLoudUser = new Counts(99, 0, 1000, 0, 100, 99_000_000, 1_000_000);
    EvidenceBuilder loud = evidence().everywhere(oneLoudUser);
    CriteriaBuilder lenient = criteria().minSignIns(0).maxBlockedUsers("100%");
    assertThat(judge(lenient.unit(RatioUnit.USERS), loud)).isInstanceOf(Verdict.Successful.class);
    Verdict bySignIns = judge(lenient.unit(RatioUnit.SIGN_INS), loud);
    // Surely bad it is not: bounds count users, whatever the unit.
    assertThat(bySignIns).isInstanceOf(Verdict.Running.class);
  }

  @Test
  void what_heals_by_itself_counts_as_the_metric_says() {
    Counts healing = new Counts(500, 500, 0, 0, 100, 50_000_000, 50_000_000);
    Counts healed = new Counts(500, 500, 0, 0, 100, 100_000_000, 0);
    CriteriaBuilder bySignIns = criteria().unit(RatioUnit.SIGN_INS);
    assertThat(judge(bySignIns, evidence().everywhere(healing))).isInstanceOf(Verdict.Failed.class);
    assertThat(
            judge(
                bySignIns.metric(Metric.ENFORCEABLE),
                evidence().metric(Metric.ENFORCEABLE).everywhere(healed)))
        .isInstanceOf(Verdict.Successful.class);
  }

  @Test
  void evidence_counted_by_another_metric_is_a_defect() {
    assertThatThrownBy(
            () -> judge(criteria().metric(Metric.ENFORCEABLE), evidence().metric(Metric.ALLOWED)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clients_and_codes_are_named_with_any_verdict() {
    EvidenceBuilder named =
        evidence().client("Legacy Mail", 0, 6, 2).client("Outlook", 500, 1, 1).code(1008, 7, 3);
    Verdict verdict = judge(criteria(), named);
    assertThat(verdict).isInstanceOf(Verdict.Successful.class);
    assertThat(verdict.reasons().subList(1, verdict.reasons().size()))
        .hasExactlyElementsOfTypes(Reason.ClientLacksBroker.class, Reason.UnboundSignIns.class);
  }

  // Measurements

  @Test
  void unreadable_sign_ins_count_as_unbound_below_and_as_bound_above() {
    // one of 100 users: nine bound, one unreadable
    Counts counts = new Counts(999, 0, 0, 1, 100, 99_900_000, 0);
    Measurement measured = measure(evidence().everywhere(counts).cohort(10_000)).getFirst();
    assertThat(measured.ratio()).isCloseTo(.999, within(1e-9));
    assertThat(measured.lowerBound()).isCloseTo(Bounds.lower(100, 99.9, .0125), within(1e-12));
    assertThat(measured.upperBound()).isEqualTo(1);
  }

  @Test
  void shown_bounds_spend_half_of_the_chance_of_error_on_each_end() {
    Measurement measured = measure(evidence().everywhere(users(90, 10)).cohort(10_000)).getFirst();
    assertThat(measured.lowerBound()).isCloseTo(Bounds.lower(100, 90, .0125), within(1e-12));
    assertThat(measured.upperBound()).isCloseTo(Bounds.upper(100, 10, .0125), within(1e-12));
  }

  @Test
  void measurements_name_all_together_and_each_application_with_sign_ins() {
    assertThat(measure(evidence().application(MICROSOFT_TEAMS, Counts.NONE)))
        .extracting(Measurement::subject)
        .containsExactly(
            new Subject.AllApplications(),
            new Subject.OneApplication(EXCHANGE_ONLINE),
            new Subject.OneApplication(SHAREPOINT_ONLINE));
  }

  /** 1,000 sign-ins of 100 users, the last of whom has all the unreadable ones. */
  private static Counts withUnreadable(int unreadable) {
    long good = 99 * 1_000_000 + (unreadable > 10 ? 0 : 1_000_000 * (10 - unreadable) / 10);
    return new Counts(1000 - unreadable, 0, 0, unreadable, 100, good, 0);
  }

  private static Verdict judge(CriteriaBuilder criteria, EvidenceBuilder evidence) {
    return Gate.evaluate(criteria.build(), evidence.read(), FIRST);
  }

  private static List<Measurement> measure(EvidenceBuilder evidence) {
    return Gate.measure(GateCriteria.DEFAULT, evidence.build(), FIRST);
  }

  private static void assertInconclusive(
      CriteriaBuilder criteria, EvidenceBuilder evidence, Reason reason) {
    assertThat(judge(criteria, evidence)).isEqualTo(new Verdict.Inconclusive(List.of(reason)));
  }

  private static List<Subject> subjects(Verdict verdict) {
    return verdict.reasons().stream().map(GateTest::subject).toList();
  }

  private static Subject subject(Reason reason) {
    return switch (reason) {
      case Reason.SurelyTooLow surely -> surely.measured().subject();
      case Reason.RatioTooLow low -> low.measured().subject();
      case Reason.NotSureYet notSure -> notSure.measured().subject();
      case Reason.GoodEnough good -> good.measured().subject();
      default -> throw new AssertionError("a reason without a subject: " + reason);
    };
  }
}
