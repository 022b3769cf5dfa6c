package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateRowsTest extends EvidenceQuestions {
  @Test
  void
      an_unbound_row_that_comes_hours_late_is_counted_at_the_greatest_age_at_the_latest_and_once() {
    warm(OFFICE);
    Instant created = NOW.plus(Duration.ofMinutes(30));
    log.addLate(SignInLog.unbound("ada", created), Duration.ofHours(3));

    askEach(Duration.ofMinutes(15), Duration.ofHours(4));
    assertThat(signIns()).isZero();
    askEach(Duration.ofMinutes(15), Duration.ofMinutes(225));
    assertThat(signIns()).isEqualTo(1);

    askEach(Duration.ofMinutes(15), Duration.ofHours(12));
    assertThat(signIns()).isEqualTo(1);
  }

  @Test
  void a_deep_question_is_answered_by_no_less_than_a_deep_reading() {
    warm(OFFICE);
    log.addLate(SignInLog.bound("ada", NOW.minus(Duration.ofHours(3))), Duration.ofHours(3));
    time.advance(Duration.ofMinutes(15));
    EvidenceQuestion question = to(Depth.USUAL, time.now());
    ask(OFFICE, question);
    readAll();
    assertThat(evidenceOf(ask(OFFICE, question)).all().total().signIns()).isZero();

    EvidenceQuestion deep = question.to(Depth.DEEP);
    assertThat(ask(OFFICE, deep)).isInstanceOf(EvidenceAnswer.Pending.class);
    readAll();

    assertThat(evidenceOf(ask(OFFICE, deep)).all().total().signIns()).isEqualTo(1);
  }

  @Test
  void a_log_that_gets_slower_by_hours_is_noticed() {
    warm(OFFICE);
    for (int minute = 0; minute < 240; minute++) {
      Instant created = NOW.plus(Duration.ofMinutes(minute));
      log.addLate(SignInLog.bound("ada", created), Duration.ofMinutes(10));
      log.addLate(SignInLog.bound("bob", created), Duration.ofHours(3));
    }

    askEach(Duration.ofMinutes(15), Duration.ofHours(8));

    assertThat(evidence.lag()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void each_row_is_read_a_bounded_number_of_times() {
    warm(OFFICE);
    signInHourly("ada", NOW, NOW.plus(Duration.ofDays(2)));

    askEach(Duration.ofMinutes(15), Duration.ofDays(2));

    assertThat(log.given().values()).as("but for the last hour").allMatch(times -> times == 1);
    assertThat(signIns()).isGreaterThan(40);
  }

  @Test
  void a_late_block_trips_the_breaker() {
    blocked(OFFICE);
    readAll();
    log.addLate(SignInLog.blocked("ada", NOW.plus(Duration.ofMinutes(10))), Duration.ofHours(3));

    for (int quarter = 0; quarter < 20; quarter++) {
      time.advance(Duration.ofMinutes(15));
      blocked(OFFICE);
      readAll();
    }

    assertThat(blocked(OFFICE)).contains(1);
  }

  @Test
  void blocks_by_any_enabled_policy_of_the_rollout_count() {
    PolicyId second = new PolicyId("second-policy");
    log.add(SignInLog.blocked("ada", NOW.minus(Duration.ofMinutes(10))));
    log.add(SignInLog.blocked("bob", NOW.minus(Duration.ofMinutes(10)), second));
    Set<PolicyId> both = Set.of(SignInLog.ENFORCED, second);
    evidence.mostBlockedUsers(OFFICE, both, HOUR, Instant.EPOCH, NOW);
    readAll();

    assertThat(evidence.mostBlockedUsers(OFFICE, both, HOUR, Instant.EPOCH, NOW)).contains(2);
    assertThat(blocked(OFFICE)).isEmpty();
  }

  private void askEach(Duration interval, Duration length) {
    Instant end = time.now().plus(length);
    while (time.now().isBefore(end)) {
      time.advance(interval);
      ask(OFFICE, to(Depth.USUAL, time.now()));
      readAll();
    }
  }

  private long signIns() {
    return evidenceOf(ask(OFFICE, to(Depth.USUAL, time.now()))).all().total().signIns();
  }
}
