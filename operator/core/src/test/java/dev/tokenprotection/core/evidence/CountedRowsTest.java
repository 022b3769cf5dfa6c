package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.Ledgers.ADA_BOB_EVE;
import static dev.tokenprotection.core.evidence.Ledgers.END;
import static dev.tokenprotection.core.evidence.Ledgers.LATENESS;
import static dev.tokenprotection.core.evidence.Ledgers.PERIOD;
import static dev.tokenprotection.core.evidence.Ledgers.START;
import static dev.tokenprotection.core.evidence.Ledgers.evidenceOf;
import static dev.tokenprotection.core.evidence.Ledgers.ledger;
import static dev.tokenprotection.core.evidence.Ledgers.scope;
import static dev.tokenprotection.core.evidence.Ledgers.totalOf;
import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.evidence.RowBuilder.boundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unboundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unrelatedRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountedRowsTest {
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
}
