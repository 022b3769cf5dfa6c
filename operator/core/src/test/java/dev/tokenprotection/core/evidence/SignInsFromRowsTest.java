package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.Ledgers.END;
import static dev.tokenprotection.core.evidence.Ledgers.LATENESS;
import static dev.tokenprotection.core.evidence.Ledgers.evidenceOf;
import static dev.tokenprotection.core.evidence.Ledgers.ledger;
import static dev.tokenprotection.core.evidence.Ledgers.totalOf;
import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.evidence.RowBuilder.boundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.interruptedRow;
import static dev.tokenprotection.core.evidence.RowBuilder.row;
import static dev.tokenprotection.core.evidence.RowBuilder.unboundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.unreadableRow;
import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInsFromRowsTest {
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
}
