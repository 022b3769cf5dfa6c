package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.GuestRule;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantEvidenceTest {
  private static final Instant NOW = Instant.parse("2026-11-12T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ResourceID OFFICE = new ResourceID("office", "security");
  private static final ResourceID PLANT = new ResourceID("plant", "security");
  private static final Cohort ADA = Cohort.settled(Set.of(new UserId("ada")));

  private final ManualTime time = new ManualTime(NOW);
  private final SignInLog log = new SignInLog(time);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<ResourceID> woken = new ArrayList<>();
  private final List<Telemetry> told = new ArrayList<>();
  private final TenantEvidence evidence =
      new TenantEvidence(log, time, tasks::add, woken::add, told::add, rows -> {});

  // Warm-up

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
    assertThat(first).isEqualTo(NOW.minus(HOUR));
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
    log.fail(TenantEvidenceTest::isOld);
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

  // Asking and waking

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

  // Failures

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
    Deque<Runnable> later = new ArrayDeque<>();
    List<RuntimeException> refusals = new ArrayList<>();
    refusals.add(new IllegalStateException("no thread"));
    TenantEvidence refused =
        new TenantEvidence(
            log,
            time,
            task -> {
              if (!refusals.isEmpty()) {
                throw refusals.removeFirst();
              }
              later.add(task);
            },
            woken::add,
            told::add,
            rows -> {});

    assertThatThrownBy(() -> refused.ask(OFFICE, fiveDays())).hasMessage("no thread");
    refused.ask(OFFICE, fiveDays());

    assertThat(later).hasSize(1);
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

  // Late rows

  @Test
  void a_row_that_comes_hours_late_is_counted_within_an_hour_and_once() {
    warm(OFFICE);
    Instant created = NOW.plus(Duration.ofMinutes(30));
    log.addLate(SignInLog.bound("ada", created), Duration.ofHours(4));

    askEach(Duration.ofMinutes(15), Duration.ofHours(4));
    assertThat(signIns()).isZero();
    askEach(Duration.ofMinutes(15), Duration.ofMinutes(90));
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
    for (int quarter = 0; quarter < 16; quarter++) {
      Instant created = NOW.plus(Duration.ofMinutes(15L * quarter));
      log.addLate(SignInLog.bound("ada", created), Duration.ofMinutes(10));
      log.addLate(SignInLog.bound("bob", created), Duration.ofHours(3));
    }

    askEach(Duration.ofMinutes(15), Duration.ofHours(8));

    assertThat(evidence.lag()).isBetween(Duration.ofHours(3), Duration.ofMinutes(250));
  }

  @Test
  void each_row_is_read_a_bounded_number_of_times() {
    warm(OFFICE);
    signInHourly("ada", NOW, NOW.plus(Duration.ofDays(2)));

    askEach(Duration.ofMinutes(15), Duration.ofDays(2));

    // Three usual readings in half an hour, and a deep one for each of six hours.
    assertThat(log.given().values()).allMatch(times -> times <= 12);
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

  private void warm(ResourceID rollout) {
    ask(rollout, fiveDays());
    readAll();
    assertThat(ask(rollout, fiveDays())).isInstanceOf(EvidenceAnswer.Known.class);
    woken.clear();
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

  private EvidenceAnswer ask(ResourceID rollout, EvidenceQuestion question) {
    return evidence.ask(rollout, question);
  }

  private Optional<Integer> blocked(ResourceID rollout) {
    return evidence.mostBlockedUsers(
        rollout,
        Set.of(SignInLog.ENFORCED),
        HOUR,
        Instant.EPOCH,
        time.now().minus(Duration.ofMinutes(5)));
  }

  private void readAll() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  private void signInHourly(String user, Instant from, Instant to) {
    for (Instant at = from; at.isBefore(to); at = at.plus(HOUR)) {
      log.add(SignInLog.bound(user, at));
    }
  }

  private static boolean isOld(SignInLog.Read read) {
    return read.to().isBefore(NOW.minus(Duration.ofHours(12)));
  }

  private static EvidenceQuestion fiveDays() {
    return since(NOW.minus(Duration.ofDays(5)));
  }

  private static EvidenceQuestion since(Instant start) {
    return new EvidenceQuestion(
        new EvidenceScope(
            Profile.WINDOWS_NATIVE,
            Set.of(Application.EXCHANGE_ONLINE),
            SignInLog.OBSERVE,
            SignInLog.ENFORCED,
            GuestRule.SET_ASIDE,
            Metric.ALLOWED),
        new EvidencePeriod(start, Duration.ofDays(7)),
        ADA,
        NOW,
        Depth.USUAL);
  }

  private static EvidenceQuestion to(Depth depth, Instant notBefore) {
    EvidenceQuestion question = fiveDays();
    return new EvidenceQuestion(
        question.scope(), question.period(), question.cohort(), notBefore, depth);
  }

  private static Evidence evidenceOf(EvidenceAnswer answer) {
    assertThat(answer).isInstanceOf(EvidenceAnswer.Known.class);
    EvidenceReading reading = ((EvidenceAnswer.Known) answer).reading();
    assertThat(reading).isInstanceOf(EvidenceReading.Available.class);
    return ((EvidenceReading.Available) reading).evidence();
  }

  private static String unavailable(EvidenceAnswer answer) {
    assertThat(answer).isInstanceOf(EvidenceAnswer.Known.class);
    EvidenceReading reading = ((EvidenceAnswer.Known) answer).reading();
    assertThat(reading).isInstanceOf(EvidenceReading.Unavailable.class);
    return ((EvidenceReading.Unavailable) reading).toString();
  }
}
