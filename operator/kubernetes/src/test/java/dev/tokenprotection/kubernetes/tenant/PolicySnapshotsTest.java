package dev.tokenprotection.kubernetes.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PolicySnapshotsTest {
  private static final Duration AGE = Duration.ofMinutes(5);
  private static final PolicyListing NO_POLICIES = new PolicyListing(List.of(), List.of());

  private final ManualTime time = new ManualTime(Instant.parse("2026-11-02T12:00:00Z"));
  private final AtomicInteger lists = new AtomicInteger();
  private volatile Supplier<Outcome<PolicyListing>> answer = () -> new Outcome.Ok<>(NO_POLICIES);
  private final PolicySnapshots snapshots = new PolicySnapshots(port(), time);

  private PolicyPort port() {
    PolicyPort port = mock(PolicyPort.class);
    when(port.list())
        .thenAnswer(
            call -> {
              lists.incrementAndGet();
              return answer.get();
            });
    return port;
  }

  @Test
  void a_list_serves_all_who_ask_until_it_is_too_old_for_them() {
    snapshots.notOlderThan(AGE);
    time.advance(AGE.minusSeconds(1));
    snapshots.notOlderThan(AGE);
    assertThat(lists).hasValue(1);

    time.advance(Duration.ofSeconds(1));
    snapshots.notOlderThan(AGE);
    assertThat(lists).hasValue(2);
  }

  @Test
  void after_a_write_it_is_listed_again() {
    snapshots.notOlderThan(AGE);
    snapshots.written();
    snapshots.notOlderThan(AGE);

    assertThat(lists).hasValue(2);
  }

  @Test
  void who_asks_for_a_fresh_list_gets_one_however_new_the_last_is() {
    snapshots.fresh();
    snapshots.fresh();

    assertThat(lists).hasValue(2);
  }

  @Test
  void those_who_ask_for_a_fresh_list_at_the_same_time_share_one_that_is_sent_afterwards()
      throws InterruptedException {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    answer =
        () -> {
          underWay.countDown();
          await(released);
          return new Outcome.Ok<>(NO_POLICIES);
        };
    Thread first = Thread.ofPlatform().start(snapshots::fresh);
    underWay.await();
    List<Thread> later =
        List.of(
            Thread.ofPlatform().start(snapshots::fresh),
            Thread.ofPlatform().start(snapshots::fresh));
    while (later.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }

    released.countDown();

    first.join();
    for (Thread thread : later) {
      thread.join();
    }
    assertThat(lists).hasValue(2);
  }

  @Test
  void a_failure_is_told_and_not_kept() {
    Problem problem =
        Problem.withoutEffect(Problem.Cause.UNREACHABLE, "list the policies", "503", "Wait.");
    answer = () -> new Outcome.Retryable<>(problem);
    assertThat(snapshots.notOlderThan(AGE).failure()).contains(problem);

    answer = () -> new Outcome.Ok<>(NO_POLICIES);
    assertThat(snapshots.notOlderThan(AGE).success()).isPresent();
  }

  @Test
  void a_failure_after_a_success_is_no_reason_to_serve_the_old_list() {
    snapshots.fresh();
    answer = () -> new Outcome.Conflict<>(problem());
    snapshots.fresh();

    assertThat(snapshots.notOlderThan(AGE).failure()).isPresent();
  }

  @Test
  void another_connection_is_used_from_then_on() {
    PolicyPort other = mock(PolicyPort.class);
    ObservedPolicy policy =
        new ObservedPolicy(
            new PolicyId("20000000-0000-4000-8000-000000000001"),
            null,
            time.now(),
            new TreeSet<>());
    doReturn(new Outcome.Ok<>(new PolicyListing(List.of(policy), List.of()))).when(other).list();

    snapshots.connection(other);

    assertThat(snapshots.fresh().success()).contains(List.of(policy));
    assertThat(lists).hasValue(0);
  }

  @Test
  void a_policy_that_is_nobody_s_of_ours_may_be_beyond_reading() {
    answer = () -> new Outcome.Ok<>(unreadable("Block legacy authentication"));

    assertThat(snapshots.fresh().success()).contains(List.of());
  }

  @Test
  void without_a_policy_of_ours_nothing_is_decided() {
    answer = () -> new Outcome.Ok<>(unreadable("Pilot [tpr:ab12cd34-9f3e]"));

    Outcome<?> outcome = snapshots.fresh();

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Problem.Cause.UNREADABLE_ANSWER);
    assertThat(problem.sentence())
        .contains("20000000-0000-4000-8000-000000000001", "\"state\" is missing");
  }

  private static PolicyListing unreadable(String displayName) {
    PolicyId id = new PolicyId("20000000-0000-4000-8000-000000000001");
    return new PolicyListing(
        List.of(), List.of(new PolicyListing.Unreadable(id, displayName, "\"state\" is missing")));
  }

  private static Problem problem() {
    return Problem.withoutEffect(Problem.Cause.NOT_FOUND, "list the policies", "404", "Look.");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
