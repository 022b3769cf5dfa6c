package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * What enabled policies block is read every {@link TenantEvidence#BLOCKED_READ_EACH} by itself, and
 * a rollout is woken when there is news.
 */
class BreakerReadingTest extends EvidenceQuestions {
  private static final Duration EACH = TenantEvidence.BLOCKED_READ_EACH;

  @Test
  void the_logs_are_read_again_every_five_minutes_without_being_asked() {
    enforcing();

    for (int i = 1; i <= 12; i++) {
      log.forgetReads();
      pass(EACH);
      assertThat(log.reads()).as("reading %s", i).isNotEmpty();
    }
    assertThat(woken).isEmpty();
  }

  @Test
  void the_rollout_is_woken_once_for_each_user_more_and_each_user_less() {
    enforcing();

    log.add(SignInLog.blocked("ada", time.now()));
    pass(EACH);
    assertThat(woken).containsExactly(OFFICE);
    assertThat(blocked(OFFICE)).contains(1);

    pass(EACH);
    assertThat(woken).hasSize(1);

    log.add(SignInLog.blocked("ada", time.now()));
    pass(EACH);
    assertThat(woken).as("the same user again").hasSize(1);

    log.add(SignInLog.blocked("bob", time.now()));
    pass(EACH);
    assertThat(woken).containsExactly(OFFICE, OFFICE);
  }

  @Test
  void a_rollout_that_does_not_come_when_woken_is_woken_again() {
    enforcing();
    log.add(SignInLog.blocked("ada", time.now()));

    pass(EACH);
    pass(EACH);

    assertThat(woken).containsExactly(OFFICE, OFFICE);
  }

  @Test
  void a_failed_reading_is_tried_again_five_minutes_later() {
    enforcing();
    log.fail(read -> true);
    pass(EACH);
    log.fail(read -> false);
    log.add(SignInLog.blocked("ada", time.now()));

    pass(EACH);

    assertThat(woken).containsExactly(OFFICE);
  }

  @Test
  void an_executor_that_takes_no_work_does_not_end_it() {
    Deque<RuntimeException> refusals = new ArrayDeque<>();
    TenantEvidence refused = evidenceRefused(refusals);
    refused.mostBlockedUsers(OFFICE, Set.of(SignInLog.ENFORCED), HOUR, Instant.EPOCH, NOW);
    tasks.remove().run();
    refusals.add(new RejectedExecutionException("no thread"));

    assertThatThrownBy(() -> time.advance(EACH)).hasMessage("no thread");
    time.advance(EACH);

    assertThat(tasks).hasSize(1);
  }

  @Test
  void nothing_is_read_for_a_rollout_that_enforces_nothing_more() {
    enforcing();

    evidence.endBreaker(OFFICE);

    assertNothingIsRead();
  }

  @Test
  void nothing_is_read_for_a_rollout_that_is_gone() {
    enforcing();

    evidence.forget(OFFICE);

    assertNothingIsRead();
  }

  @Test
  void nothing_is_read_of_a_tenant_that_is_gone() {
    enforcing();

    evidence.close();

    assertNothingIsRead();
  }

  private void enforcing() {
    blocked(OFFICE);
    readAll();
    assertThat(blocked(OFFICE)).contains(0);
    woken.clear();
  }

  private void pass(Duration duration) {
    time.advance(duration);
    readAll();
  }

  private void assertNothingIsRead() {
    log.forgetReads();
    pass(EACH);
    pass(EACH);
    assertThat(List.of(log.reads(), tasks)).allMatch(Collection::isEmpty);
  }
}
