package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantEvidenceTest extends EvidenceQuestions {
  @Test
  void however_many_ask_one_reading_goes_on_and_each_is_woken_once() {
    ask(OFFICE, fiveDays());
    ask(PLANT, fiveDays());
    blocked(PLANT);
    evidence.look(NOW);
    assertThat(tasks).hasSize(1);

    log.before(read -> woken.removeIf(rollout -> !isOld(read)));
    readAll();

    assertThat(woken).containsExactlyInAnyOrder(OFFICE, PLANT);
  }

  @Test
  void a_reading_that_is_recent_enough_answers_at_once() {
    warm(OFFICE);
    time.advance(Duration.ofMinutes(10));

    assertThat(ask(OFFICE, fiveDays())).isInstanceOf(EvidenceAnswer.Known.class);
    assertThat(tasks).isEmpty();
    assertThat(ask(OFFICE, to(Depth.USUAL, time.now()))).isInstanceOf(EvidenceAnswer.Pending.class);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void who_asks_while_the_logs_are_read_is_answered_by_what_is_read_afterwards() {
    ask(OFFICE, fiveDays());
    List<EvidenceAnswer> meanwhile = new ArrayList<>();
    log.before(
        read -> {
          if (meanwhile.isEmpty()) {
            meanwhile.add(ask(PLANT, since(NOW)));
          }
        });

    readAll();

    assertThat(meanwhile).hasOnlyElementsOfType(EvidenceAnswer.Pending.class);
    assertThat(woken).contains(OFFICE, PLANT);
    assertThat(ask(PLANT, since(NOW))).isInstanceOf(EvidenceAnswer.Known.class);
    assertThat(tasks).isEmpty();
  }

  @Test
  void another_connection_is_used_from_the_next_reading_on() {
    SignInLog other = new SignInLog(time);
    evidence.connection(other);

    ask(OFFICE, fiveDays());
    readAll();

    assertThat(log.reads()).isEmpty();
    assertThat(other.reads()).isNotEmpty();
  }

  @Test
  void a_rollout_that_is_gone_is_not_woken() {
    ask(OFFICE, fiveDays());
    evidence.forget(OFFICE);

    readAll();

    assertThat(woken).isEmpty();
  }

  @Test
  void after_a_failure_those_who_wait_are_woken_and_decide_when_to_try_again() {
    log.fail(read -> true);
    ask(OFFICE, fiveDays());
    blocked(OFFICE);

    readAll();

    assertThat(woken).containsExactly(OFFICE);
    assertThat(unavailable(ask(OFFICE, fiveDays()))).contains("503");
    assertThat(blocked(OFFICE)).isEmpty();
    assertThat(evidence.telemetry()).isInstanceOf(Telemetry.Unreadable.class);
    assertThat(tasks).isEmpty();

    log.fail(read -> false);
    time.advance(Duration.ofMinutes(15));
    EvidenceQuestion later = to(Depth.USUAL, time.now());
    assertThat(ask(OFFICE, later)).isInstanceOf(EvidenceAnswer.Pending.class);
    readAll();

    assertThat(evidenceOf(ask(OFFICE, later))).isNotNull();
    assertThat(evidence.telemetry()).isInstanceOf(Telemetry.Silent.class);
  }

  @Test
  void a_defect_in_reading_is_told_and_does_not_last() {
    assertRecoversFrom(new IllegalStateException("defect"));
  }

  @Test
  void an_error_in_the_reading_thread_does_not_end_reading_for_good() {
    Error error = new StackOverflowError();
    log.before(
        read -> {
          throw error;
        });
    ask(OFFICE, fiveDays());

    assertThatThrownBy(this::readAll).isSameAs(error);

    assertRecovers();
  }

  @Test
  void an_executor_that_takes_no_work_does_not_end_reading_for_good() {
    TenantEvidence refused =
        evidenceRefused(new ArrayDeque<>(List.of(new IllegalStateException("no thread"))));

    assertThatThrownBy(() -> refused.ask(OFFICE, fiveDays())).hasMessage("no thread");
    refused.ask(OFFICE, fiveDays());

    assertThat(tasks).hasSize(1);
  }

  private void assertRecoversFrom(RuntimeException defect) {
    log.before(
        read -> {
          throw defect;
        });
    ask(OFFICE, fiveDays());

    readAll();

    assertRecovers();
  }

  private void assertRecovers() {
    assertThat(woken).containsExactly(OFFICE);
    assertThat(unavailable(ask(OFFICE, fiveDays()))).contains("defect of the operator");
    log.before(read -> {});
    time.advance(Duration.ofMinutes(15));
    ask(OFFICE, to(Depth.USUAL, time.now()));
    readAll();
    assertThat(evidenceOf(ask(OFFICE, to(Depth.USUAL, time.now())))).isNotNull();
  }
}
