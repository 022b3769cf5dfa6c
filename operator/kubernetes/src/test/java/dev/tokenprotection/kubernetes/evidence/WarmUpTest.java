package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest extends EvidenceQuestions {
  @Test
  void the_first_question_is_answered_later_and_nobody_waits_for_it() {
    signInHourly("ada", NOW.minus(Duration.ofDays(5)), NOW);

    assertThat(ask(OFFICE, fiveDays())).isInstanceOf(EvidenceAnswer.Pending.class);
    assertThat(log.reads()).isEmpty();
    assertThat(tasks).hasSize(1);

    readAll();

    assertThat(woken).containsExactly(OFFICE);
    assertThat(evidenceOf(ask(OFFICE, fiveDays())).all().total().bound()).isEqualTo(120);
  }

  @Test
  void the_newest_rows_are_read_before_what_a_rollout_lacks_of_last_week() {
    ask(OFFICE, fiveDays());

    readAll();

    Instant first = log.reads().getFirst().from();
    assertThat(first).isEqualTo(NOW.minus(Duration.ofMinutes(90)));
    assertThat(log.reads()).anyMatch(read -> read.from().isBefore(NOW.minus(Duration.ofDays(4))));
  }

  @Test
  void the_breaker_is_answered_before_the_older_rows_are_read() {
    log.add(SignInLog.blocked("ada", NOW.minus(Duration.ofMinutes(10))));
    log.add(SignInLog.blocked("bob", NOW.minus(Duration.ofMinutes(5))));
    ask(OFFICE, fiveDays());
    assertThat(blocked(OFFICE)).isEmpty();
    List<Optional<Integer>> whileReadingOlderRows = new ArrayList<>();
    log.before(
        read -> {
          if (isOld(read)) {
            assertThat(woken).contains(OFFICE);
            whileReadingOlderRows.add(blocked(OFFICE));
          }
        });

    readAll();

    assertThat(whileReadingOlderRows).isNotEmpty().containsOnly(Optional.of(2));
  }

  @Test
  void the_breaker_is_answered_though_the_older_rows_can_not_be_read() {
    log.add(SignInLog.blocked("ada", NOW.minus(Duration.ofMinutes(10))));
    log.fail(EvidenceQuestions::isOld);
    ask(OFFICE, fiveDays());
    blocked(OFFICE);

    readAll();

    assertThat(blocked(OFFICE)).contains(1);
    assertThat(unavailable(ask(OFFICE, fiveDays()))).contains("503");
  }

  @Test
  void who_asks_for_newer_rows_during_a_long_warm_up_gets_them_between_two_slices() {
    ask(OFFICE, fiveDays());
    log.before(
        read -> {
          if (read.from().equals(NOW.minus(Duration.ofDays(4)))) {
            time.advance(Duration.ofMinutes(20));
            log.add(SignInLog.blocked("bob", time.now().minusSeconds(60)));
            blocked(OFFICE);
          }
          if (read.from().isAfter(NOW.minus(Duration.ofDays(3))) && isOld(read)) {
            assertThat(blocked(OFFICE)).contains(1);
          }
        });

    readAll();

    assertThat(log.reads()).anyMatch(read -> read.from().isAfter(NOW.minus(Duration.ofDays(3))));
  }

  @Test
  void older_rows_are_read_though_newer_ones_are_asked_for_without_end() {
    ask(OFFICE, fiveDays());
    int most = 200;
    AtomicInteger asked = new AtomicInteger();
    List<Integer> askedAtOlder = new ArrayList<>();
    log.before(
        read -> {
          if (isOld(read)) {
            askedAtOlder.add(asked.get());
          } else if (asked.incrementAndGet() < most) {
            time.advance(Duration.ofMinutes(6));
            blocked(OFFICE);
          }
        });

    readAll();

    assertThat(askedAtOlder.getFirst()).isLessThan(10);
    assertThat(askedAtOlder.getLast()).isLessThan(most);
  }

  @Test
  void a_warm_up_of_one_rollout_does_not_keep_another_one_waiting() {
    ask(OFFICE, fiveDays());
    readAll();
    time.advance(Duration.ofMinutes(30));
    woken.clear();
    log.before(
        read -> {
          if (read.from().equals(time.now().minus(Duration.ofDays(8)))) {
            assertThat(woken).containsExactly(OFFICE);
          }
        });

    ask(OFFICE, to(Depth.USUAL, time.now()));
    ask(PLANT, since(time.now().minus(Duration.ofDays(8)).plus(Duration.ofHours(4))));
    readAll();

    assertThat(woken).containsExactly(OFFICE, PLANT);
  }

  @Test
  void what_was_read_before_a_breaker_began_is_no_answer_to_it() {
    evidence.look(NOW);
    readAll();
    log.add(SignInLog.blocked("ada", NOW.minus(Duration.ofMinutes(10))));

    assertThat(blocked(OFFICE)).isEmpty();
    readAll();

    assertThat(blocked(OFFICE)).contains(1);
  }

  @Test
  void blocks_before_a_resume_do_not_count_though_they_are_read_again() {
    log.add(SignInLog.blocked("ada", NOW.minus(Duration.ofMinutes(50))));
    log.add(SignInLog.blocked("bob", NOW.minus(Duration.ofMinutes(10))));
    Instant resume = NOW.minus(Duration.ofMinutes(30));
    evidence.mostBlockedUsers(OFFICE, Set.of(SignInLog.ENFORCED), HOUR, resume, NOW);

    readAll();

    assertThat(evidence.mostBlockedUsers(OFFICE, Set.of(SignInLog.ENFORCED), HOUR, resume, NOW))
        .contains(1);
  }
}
