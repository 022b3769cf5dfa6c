package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.evidence.RowBuilder.boundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.interruptedRow;
import static dev.tokenprotection.core.evidence.RowBuilder.row;
import static dev.tokenprotection.core.evidence.RowBuilder.unboundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unreadableRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unrelatedRow;
import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceLedgerTest {
  private static final Duration LATENESS = Duration.ofHours(6);
  private static final Instant START = NOON.minus(Duration.ofDays(3));
  private static final Instant END = NOON.plus(Duration.ofDays(1));
  private static final EvidencePeriod PERIOD = new EvidencePeriod(START, Duration.ofDays(7));
  private static final Cohort ADA_BOB_EVE =
      Cohort.settled(Set.of(new UserId("ada"), new UserId("bob"), new UserId("eve")));

  // Sign-ins from rows

  @Test
  void rows_of_one_user_and_correlation_are_one_sign_in() {
    Counts counts =
        totalOf(
            boundRow().correlation("c").minute(0),
            boundRow().correlation("c").minute(9),
            boundRow().correlation("c").minute(18));
    assertThat(counts.bound()).isEqualTo(1);
  }

  @Test
  void a_gap_of_ten_minutes_splits_a_reused_correlation_id() {
    assertThat(
            totalOf(
                    boundRow().correlation("c").minute(0),
                    unboundRow(1002).correlation("c").minute(10))
                .signIns())
        .isEqualTo(2);
  }

  @Test
  void a_sign_in_that_goes_on_is_not_closed_in_the_middle() {
    EvidenceLedger ledger = ledger();
    ledger.add(boundRow().correlation("c").minute(0).build());
    ledger.readUpTo(NOON.plus(Duration.ofMinutes(5)).plus(LATENESS));
    ledger.add(unboundRow(1002).correlation("c").minute(9).build());
    ledger.readUpTo(NOON.plus(Duration.ofMinutes(12)).plus(LATENESS));
    ledger.add(boundRow().correlation("c").minute(15).build());
    assertThat(ledger.upTo(END).all().total()).isEqualTo(new Counts(0, 0, 1, 0, 1, 0, 1_000_000));
  }

  @Test
  void the_same_correlation_id_of_two_users_is_two_sign_ins() {
    assertThat(
            totalOf(
                    boundRow().user("ada").correlation("c"),
                    boundRow().user("bob").correlation("c"))
                .signIns())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00000000-0000-0000-0000-000000000000"})
  void rows_without_a_correlation_id_stand_alone(String correlation) {
    assertThat(
            totalOf(boundRow().correlation(correlation), boundRow().correlation(correlation))
                .signIns())
        .isEqualTo(2);
  }

  @Test
  void a_sign_in_is_unbound_if_any_of_its_rows_is() {
    Counts counts =
        totalOf(
            boundRow().correlation("c").minute(0),
            unreadableRow().correlation("c").minute(1),
            unboundRow(1002).correlation("c").minute(2),
            boundRow().correlation("c").minute(3));
    assertThat(counts).isEqualTo(new Counts(0, 0, 1, 0, 1, 0, 1_000_000));
  }

  @Test
  void a_sign_in_is_unreadable_if_a_row_is_and_none_is_unbound() {
    Counts counts =
        totalOf(boundRow().correlation("c").minute(0), unreadableRow().correlation("c").minute(1));
    assertThat(counts).isEqualTo(new Counts(0, 0, 0, 1, 1, 0, 0));
  }

  @Test
  void an_interruption_is_superseded_by_any_other_row_of_its_sign_in() {
    Evidence evidence =
        evidenceOf(
            interruptedRow().correlation("c").minute(0), boundRow().correlation("c").minute(1));
    assertThat(evidence.all().total().bound()).isEqualTo(1);
    assertThat(evidence.all().incomplete()).isZero();
  }

  @Test
  void a_sign_in_of_interruptions_only_is_incomplete_and_not_counted() {
    Evidence evidence =
        evidenceOf(
            interruptedRow().correlation("c").minute(0),
            interruptedRow().correlation("c").minute(1));
    assertThat(evidence.all().incomplete()).isEqualTo(1);
    assertThat(evidence.all().total()).isEqualTo(Counts.NONE);
  }

  @Test
  void a_row_that_is_read_again_counts_once() {
    SignInRow row = boundRow().build();
    EvidenceLedger ledger = ledger();
    ledger.add(row);
    ledger.add(row);
    assertThat(ledger.upTo(END).all().total().signIns()).isEqualTo(1);
    ledger.add(row);
    assertThat(ledger.upTo(END).all().total().signIns()).isEqualTo(1);
  }

  @Test
  void a_row_less_than_a_millisecond_after_the_end_is_not_counted_yet() {
    EvidenceLedger ledger = ledger();
    ledger.add(boundRow().at(END.plusNanos(1_000)).build());
    Evidence evidence = ledger.upTo(END);
    assertThat(evidence.all().total().signIns()).isZero();
    assertThat(evidence.coverage()).isEqualTo(new Coverage(0, 0, 3));
    assertThat(ledger.upTo(END.plusSeconds(1)).coverage()).isEqualTo(new Coverage(1, 1, 3));
  }

  // Applications

  @Test
  void a_sign_in_counts_once_for_each_of_its_applications_and_once_in_total() {
    Tally tally =
        evidenceOf(
                boundRow()
                    .correlation("c")
                    .applications(MICROSOFT_TEAMS, EXCHANGE_ONLINE, SHAREPOINT_ONLINE),
                boundRow().correlation("c").applications(EXCHANGE_ONLINE))
            .all();
    assertThat(tally.total().signIns()).isEqualTo(1);
    assertThat(tally.byApplication().values()).extracting(Counts::signIns).containsOnly(1L);
  }

  @Test
  void one_unbound_request_makes_the_sign_in_unbound_for_all_its_applications() {
    Tally tally =
        evidenceOf(
                boundRow().correlation("c").applications(EXCHANGE_ONLINE),
                unboundRow(1002).correlation("c").applications(SHAREPOINT_ONLINE))
            .all();
    assertThat(tally.byApplication().get(EXCHANGE_ONLINE).unbound()).isEqualTo(1);
    assertThat(tally.byApplication().get(SHAREPOINT_ONLINE).unbound()).isEqualTo(1);
    assertThat(tally.byApplication().get(MICROSOFT_TEAMS)).isEqualTo(Counts.NONE);
  }

  @Test
  void the_judged_audiences_go_before_the_first_resource() {
    Tally tally =
        evidenceOf(
                boundRow().resource(MICROSOFT_TEAMS.appId()).applications(EXCHANGE_ONLINE),
                boundRow().resource(SHAREPOINT_ONLINE.appId()).audiences())
            .all();
    assertThat(tally.byApplication().get(EXCHANGE_ONLINE).bound()).isEqualTo(1);
    assertThat(tally.byApplication().get(SHAREPOINT_ONLINE).bound()).isEqualTo(1);
    assertThat(tally.byApplication().get(MICROSOFT_TEAMS).bound()).isZero();
  }

  @Test
  void a_sign_in_that_names_none_of_the_applications_counts_in_total() {
    Tally tally = evidenceOf(unboundRow(1002).audiences("another-application")).all();
    assertThat(tally.total().unbound()).isEqualTo(1);
    assertThat(tally.byApplication().values()).containsOnly(Counts.NONE);
  }

  // Who and when

  @Test
  void rows_before_the_start_do_not_count() {
    assertThat(totalOf(boundRow().at(START.minusMillis(1)), boundRow().at(START)).signIns())
        .isEqualTo(1);
  }

  @Test
  void rows_after_the_end_do_not_count_yet() {
    EvidenceLedger ledger = ledger();
    ledger.add(boundRow().at(END.plusMillis(1)).build());
    assertThat(ledger.upTo(END).all().total()).isEqualTo(Counts.NONE);
    assertThat(ledger.upTo(END).coverage()).isEqualTo(new Coverage(0, 0, 3));
    assertThat(ledger.upTo(END.plusSeconds(1)).all().total().bound()).isEqualTo(1);
    assertThat(ledger.upTo(END.plusSeconds(1)).coverage()).isEqualTo(new Coverage(1, 1, 3));
  }

  @Test
  void a_new_member_counts_once_his_membership_has_settled() {
    Cohort cohort =
        Cohort.of(
            Map.of(new UserId("ada"), Instant.MIN, new UserId("bob"), NOON), Duration.ofHours(1));
    EvidenceLedger ledger = new EvidenceLedger(scope(Metric.ALLOWED), PERIOD, cohort, LATENESS);
    ledger.add(boundRow().user("ada").minute(0).build());
    ledger.add(unboundRow(1002).user("bob").minute(59).build());
    ledger.add(boundRow().user("bob").minute(60).build());
    assertThat(ledger.upTo(END).all().total()).isEqualTo(new Counts(2, 0, 0, 0, 2, 2_000_000, 0));
  }

  @Test
  void a_member_is_active_but_unseen_until_his_membership_has_settled() {
    Cohort cohort =
        Cohort.of(
            Map.of(new UserId("ada"), Instant.MIN, new UserId("bob"), END), Duration.ofHours(1));
    EvidenceLedger ledger = new EvidenceLedger(scope(Metric.ALLOWED), PERIOD, cohort, LATENESS);
    ledger.add(boundRow().user("ada").build());
    assertThat(ledger.upTo(END).coverage()).isEqualTo(new Coverage(1, 2, 2));
    assertThat(ledger.upTo(END.plus(Duration.ofHours(1))).coverage())
        .isEqualTo(new Coverage(1, 1, 2));
  }

  @Test
  void who_signed_in_while_his_membership_settled_stays_active_but_unseen_until_he_is_counted() {
    Cohort cohort =
        Cohort.of(
            Map.of(new UserId("ada"), Instant.MIN, new UserId("bob"), NOON), Duration.ofHours(1));
    EvidenceLedger ledger = new EvidenceLedger(scope(Metric.ALLOWED), PERIOD, cohort, LATENESS);
    ledger.add(boundRow().user("ada").build());
    ledger.add(unrelatedRow().user("bob").minute(59).build());
    assertThat(ledger.upTo(END).coverage()).isEqualTo(new Coverage(1, 2, 2));
    ledger.add(boundRow().user("bob").at(END.minusSeconds(1)).build());
    assertThat(ledger.upTo(END).coverage()).isEqualTo(new Coverage(2, 2, 2));
  }

  @Test
  void others_than_the_cohort_do_not_count() {
    Evidence evidence = evidenceOf(unboundRow(1002).user("mallory"));
    assertThat(evidence.all().total()).isEqualTo(Counts.NONE);
    assertThat(evidence.coverage()).isEqualTo(new Coverage(0, 0, 3));
  }

  @Test
  void who_leaves_the_cohort_takes_his_sign_ins_along_and_does_not_bring_them_back() {
    EvidenceLedger ledger = ledger();
    ledger.add(unboundRow(1002).user("eve").build());
    ledger.add(boundRow().user("ada").build());
    assertThat(ledger.upTo(END).all().total().signIns()).isEqualTo(2);

    ledger.changeCohort(Cohort.settled(Set.of(new UserId("ada"), new UserId("bob"))));
    assertThat(ledger.upTo(END).all().total()).isEqualTo(new Counts(1, 0, 0, 0, 1, 1_000_000, 0));
    assertThat(ledger.upTo(END).blockedUsers()).isZero();

    ledger.changeCohort(ADA_BOB_EVE);
    assertThat(ledger.upTo(END).all().total().signIns()).isEqualTo(1);
  }

  @Test
  void set_aside_rows_are_shown_and_not_counted() {
    Evidence evidence =
        evidenceOf(
            boundRow().user(new SignInUser.Unidentified()),
            boundRow().user(new SignInUser.Guest(new UserId("eve"))),
            boundRow().issuer(TokenIssuer.BACKUP),
            boundRow().error(53003));
    assertThat(evidence.all().setAside())
        .isEqualTo(
            Map.of(
                SetAsideReason.NO_USER, 1L,
                SetAsideReason.GUEST, 1L,
                SetAsideReason.BACKUP_AUTHENTICATION, 1L,
                SetAsideReason.BLOCKED_ELSEWHERE, 1L));
    assertThat(evidence.all().total()).isEqualTo(Counts.NONE);
    assertThat(evidence.coverage().active()).isZero();
  }

  // Sums over users

  @Test
  void the_sums_are_those_of_the_documented_example() {
    // (3, 0), (1, 2), (0, 5), (7, 7): bound and unbound sign-ins of four users
    EvidenceLedger ledger = ledgerOf("a", "b", "c", "d");
    addSignIns(ledger, "a", 3, 0);
    addSignIns(ledger, "b", 1, 2);
    addSignIns(ledger, "c", 0, 5);
    addSignIns(ledger, "d", 7, 7);
    assertThat(ledger.upTo(END).all().total())
        .isEqualTo(new Counts(11, 0, 14, 0, 4, 1_833_333, 2_166_666));
  }

  @Test
  void an_unreadable_sign_in_is_neither_good_nor_bad_but_one_of_the_users_sign_ins() {
    Counts counts = totalOf(boundRow(), unboundRow(1002), unreadableRow(), unreadableRow());
    assertThat(counts).isEqualTo(new Counts(1, 0, 1, 2, 1, 250_000, 250_000));
  }

  @Test
  void what_users_mend_themselves_is_bad_when_allowed_and_good_when_enforceable() {
    SignInRow heals = unboundRow(1003).operatingSystem("MacOs").build();
    EvidenceLedger allowed = ledger(appleScope(Metric.ALLOWED));
    EvidenceLedger enforceable = ledger(appleScope(Metric.ENFORCEABLE));
    allowed.add(heals);
    enforceable.add(heals);
    assertThat(allowed.upTo(END).all().total()).isEqualTo(new Counts(0, 1, 0, 0, 1, 0, 1_000_000));
    assertThat(allowed.upTo(END).blockedUsers()).isEqualTo(1);
    assertThat(enforceable.upTo(END).all().total())
        .isEqualTo(new Counts(0, 1, 0, 0, 1, 1_000_000, 0));
    assertThat(enforceable.upTo(END).blockedUsers()).isZero();
  }

  @Test
  void a_sign_in_with_several_codes_is_told_by_one_that_says_something() {
    assertThat(
            evidenceOf(
                    unboundRow(0).correlation("c").minute(0),
                    unboundRow(1006).correlation("c").minute(1),
                    unboundRow(1002).correlation("c").minute(2))
                .all()
                .unboundByCode())
        .containsExactly(new CodeCounts(1002, 1, 1));
  }

  @Test
  void a_sign_in_heals_only_if_all_its_unbound_requests_do() {
    EvidenceLedger ledger = ledger(appleScope(Metric.ENFORCEABLE));
    ledger.add(unboundRow(1003).correlation("c").minute(0).build());
    ledger.add(unboundRow(1008).correlation("c").minute(1).build());
    assertThat(ledger.upTo(END).all().total().unbound()).isEqualTo(1);
    assertThat(ledger.upTo(END).all().unboundByCode()).containsExactly(new CodeCounts(1008, 1, 1));
  }

  // Coverage, blocked users, clients, codes, days

  @Test
  void coverage_compares_users_seen_with_users_active_on_the_platform() {
    Coverage coverage =
        evidenceOf(
                boundRow().user("ada"),
                unrelatedRow().user("bob").operatingSystem("Windows 10"),
                unrelatedRow().user("eve").operatingSystem("Android"))
            .coverage();
    assertThat(coverage).isEqualTo(new Coverage(1, 2, 3));
  }

  @Test
  void who_was_judged_is_active_even_if_the_log_does_not_know_his_system() {
    assertThat(evidenceOf(boundRow().operatingSystem("")).coverage())
        .isEqualTo(new Coverage(1, 1, 3));
    assertThat(evidenceOf(unrelatedRow().operatingSystem("")).coverage())
        .isEqualTo(new Coverage(0, 0, 3));
  }

  @Test
  void a_user_is_blocked_until_a_bound_sign_in_follows_his_last_unbound_one() {
    EvidenceLedger ledger = ledger();
    Instant soon = NOON.plus(Duration.ofHours(1));
    ledger.add(boundRow().user("ada").minute(0).build());
    ledger.add(unboundRow(1002).user("ada").minute(1).build());
    ledger.add(unboundRow(1002).user("bob").minute(1).build());
    ledger.add(boundRow().user("bob").minute(2).build());
    assertThat(ledger.upTo(soon).blockedUsers()).isEqualTo(1);
    ledger.add(boundRow().user("ada").minute(3).build());
    assertThat(ledger.upTo(soon).blockedUsers()).isZero();
  }

  @Test
  void a_bound_sign_in_at_the_same_moment_does_not_free_a_blocked_user() {
    assertThat(evidenceOf(unboundRow(1002).minute(1), boundRow().minute(1)).blockedUsers())
        .isEqualTo(1);
  }

  @Test
  void an_unreadable_sign_in_does_not_free_a_blocked_user() {
    assertThat(evidenceOf(unboundRow(1002).minute(0), unreadableRow().minute(1)).blockedUsers())
        .isEqualTo(1);
  }

  @Test
  void the_users_of_a_client_without_the_broker_are_blocked_however_well_others_do() {
    Evidence evidence =
        evidenceOf(
            unboundRow(1008).client("legacy", "Legacy Mail").minute(0),
            boundRow().minute(1),
            boundRow().minute(2));
    assertThat(evidence.blockedUsers()).isEqualTo(1);
    assertThat(evidence.window().byClient())
        .containsExactly(
            new ClientCounts(new ClientApplication("legacy", "Legacy Mail"), 0, 1, 0, 1, 1),
            new ClientCounts(new ClientApplication("outlook", "Outlook"), 2, 0, 0, 0, 0));
  }

  @Test
  void a_client_that_mostly_uses_the_broker_blocks_nobody_by_itself() {
    EvidenceLedger ledger = ledger();
    ledger.add(unboundRow(1008).user("ada").minute(0).build());
    ledger.add(boundRow().user("ada").minute(1).build());
    assertThat(ledger.upTo(END).blockedUsers()).isZero();
  }

  @Test
  void a_client_lacks_the_broker_from_nine_in_ten_on() {
    ClientApplication legacy = new ClientApplication("legacy", "Legacy Mail");
    assertThat(new ClientCounts(legacy, 1, 9, 0, 9, 1).lacksBroker()).isTrue();
    assertThat(new ClientCounts(legacy, 2, 9, 0, 9, 1).lacksBroker()).isFalse();
    assertThat(new ClientCounts(legacy, 0, 9, 0, 8, 1).lacksBroker()).isFalse();
    assertThat(new ClientCounts(legacy, 0, 0, 0, 0, 0).lacksBroker()).isFalse();
  }

  @Test
  void unbound_sign_ins_are_told_by_code_with_their_users() {
    assertThat(
            evidenceOf(
                    unboundRow(1008).user("ada"),
                    unboundRow(1008).user("ada"),
                    unboundRow(1008).user("bob"),
                    unboundRow(1002).user("eve"))
                .all()
                .unboundByCode())
        .containsExactly(new CodeCounts(1008, 3, 2), new CodeCounts(1002, 1, 1));
  }

  @Test
  void unreadable_sign_ins_are_told_by_reason() {
    assertThat(evidenceOf(unreadableRow(), row(), row()).all().unreadable())
        .isEqualTo(
            Map.of(UnreadableReason.DETAILS_MISSING, 1L, UnreadableReason.POLICIES_MISSING, 2L));
  }

  @Test
  void active_days_are_utc_dates_with_counted_sign_ins() {
    Evidence evidence =
        evidenceOf(
            boundRow().at(Instant.parse("2026-11-01T23:59:59Z")),
            boundRow().at(Instant.parse("2026-11-02T00:00:00Z")),
            unboundRow(1002).at(Instant.parse("2026-11-02T10:00:00Z")),
            unrelatedRow().at(Instant.parse("2026-10-31T10:00:00Z")));
    assertThat(evidence.all().activeDays()).isEqualTo(2);
  }

  @Test
  void the_newest_row_of_anybody_tells_whether_the_log_is_alive() {
    assertThat(ledger().upTo(END).newestRow()).isEqualTo(Instant.MIN);
    assertThat(evidenceOf(unrelatedRow().user("mallory").minute(7)).newestRow())
        .isEqualTo(NOON.plus(Duration.ofMinutes(7)));
  }

  // Window

  @Test
  void sign_ins_that_left_the_window_stay_in_all_evidence() {
    EvidenceLedger ledger =
        new EvidenceLedger(
            scope(Metric.ALLOWED),
            new EvidencePeriod(Instant.parse("2026-11-01T00:00:00Z"), Duration.ofDays(7)),
            ADA_BOB_EVE,
            LATENESS);
    ledger.add(unboundRow(1002).at(Instant.parse("2026-11-02T23:00:00Z")).build());
    ledger.add(boundRow().at(Instant.parse("2026-11-03T01:00:00Z")).build());
    ledger.upTo(Instant.parse("2026-11-05T00:00:00Z"));

    Evidence evidence = ledger.upTo(Instant.parse("2026-11-10T12:00:00Z"));
    assertThat(evidence.windowStart()).isEqualTo(Instant.parse("2026-11-03T00:00:00Z"));
    assertThat(evidence.window().total().signIns()).isEqualTo(1);
    assertThat(evidence.window().total().bound()).isEqualTo(1);
    assertThat(evidence.all().total().signIns()).isEqualTo(2);
  }

  @Test
  void what_was_counted_stays_counted_when_the_log_gets_slower() {
    EvidenceLedger ledger = ledger();
    ledger.add(boundRow().build());
    ledger.upTo(END);
    Instant earlier = NOON.minus(Duration.ofHours(1));
    Evidence evidence = ledger.upTo(earlier);
    assertThat(evidence.all().total().bound()).isEqualTo(1);
    assertThat(evidence.end()).isEqualTo(earlier);
  }

  @Test
  void a_row_that_comes_later_than_the_lateness_allows_is_not_taken() {
    EvidenceLedger ledger = ledger();
    ledger.upTo(NOON.plus(LATENESS));
    ledger.add(boundRow().at(NOON).build());
    ledger.add(boundRow().at(NOON.plusSeconds(1)).build());
    assertThat(ledger.closedUpTo()).isEqualTo(NOON);
    assertThat(ledger.upTo(NOON.plus(LATENESS)).all().total().bound()).isEqualTo(1);
  }

  private static void addSignIns(EvidenceLedger ledger, String user, int bound, int unbound) {
    for (int i = 0; i < bound; i++) {
      ledger.add(boundRow().user(user).build());
    }
    for (int i = 0; i < unbound; i++) {
      ledger.add(unboundRow(1002).user(user).build());
    }
  }

  private static Counts totalOf(RowBuilder... rows) {
    return evidenceOf(rows).all().total();
  }

  private static Evidence evidenceOf(RowBuilder... rows) {
    EvidenceLedger ledger = ledger();
    Stream.of(rows).map(RowBuilder::build).forEach(ledger::add);
    return ledger.upTo(END);
  }

  private static EvidenceLedger ledger() {
    return ledger(scope(Metric.ALLOWED));
  }

  private static EvidenceLedger ledger(EvidenceScope scope) {
    return new EvidenceLedger(scope, PERIOD, ADA_BOB_EVE, LATENESS);
  }

  private static EvidenceLedger ledgerOf(String... users) {
    List<UserId> members = Stream.of(users).map(UserId::new).toList();
    return new EvidenceLedger(scope(Metric.ALLOWED), PERIOD, Cohort.settled(members), LATENESS);
  }

  private static EvidenceScope scope(Metric metric) {
    return scope(Profile.WINDOWS_NATIVE, metric);
  }

  private static EvidenceScope appleScope(Metric metric) {
    return scope(Profile.APPLE_NATIVE, metric);
  }

  private static EvidenceScope scope(Profile profile, Metric metric) {
    Set<Application> office = Set.of(EXCHANGE_ONLINE, SHAREPOINT_ONLINE, MICROSOFT_TEAMS);
    return new EvidenceScope(
        profile, office, RowBuilder.OBSERVE, RowBuilder.ENFORCED, GuestRule.SET_ASIDE, metric);
  }
}
