package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.Ledgers.END;
import static dev.tokenprotection.core.evidence.Ledgers.appleScope;
import static dev.tokenprotection.core.evidence.Ledgers.evidenceOf;
import static dev.tokenprotection.core.evidence.Ledgers.ledger;
import static dev.tokenprotection.core.evidence.Ledgers.ledgerOf;
import static dev.tokenprotection.core.evidence.Ledgers.totalOf;
import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.evidence.RowBuilder.boundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.row;
import static dev.tokenprotection.core.evidence.RowBuilder.unboundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unreadableRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unrelatedRow;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceLedgerTest {
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

  private static void addSignIns(EvidenceLedger ledger, String user, int bound, int unbound) {
    for (int i = 0; i < bound; i++) {
      ledger.add(boundRow().user(user).build());
    }
    for (int i = 0; i < unbound; i++) {
      ledger.add(unboundRow(1002).user(user).build());
    }
  }
}
