package dev.tokenprotection.dev.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
  private static final Instant A_YEAR_LATER = START.plus(Duration.ofDays(365));

  private final SimulatedTime time = new SimulatedTime(START);
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

  @Test
  void time_stands_while_nobody_drives_it() {
    time.alarm(START.plusSeconds(1), () -> note("rung"));

    assertThat(time.now()).isEqualTo(START);
    assertThat(happened).isEmpty();
  }

  @Test
  void time_goes_straight_from_one_alarm_to_the_next() {
    time.alarm(START.plus(Duration.ofDays(100)), () -> note("later"));
    time.alarm(START.plusSeconds(1), () -> note("sooner"));

    time.runUntil(A_YEAR_LATER, () -> false);

    assertThat(happened).containsExactly("sooner at PT1S", "later at PT2400H");
    assertThat(time.now()).isEqualTo(A_YEAR_LATER);
  }

  @Test
  void time_does_not_go_on_before_the_work_is_done_however_long_it_takes() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Time.Work work = time.begin();
    time.alarm(START.plusSeconds(1), () -> note("rung"));
    Thread.ofVirtual()
        .start(
            () ->
                work.run(
                    () -> {
                      await(mayEnd);
                      note("done");
                    }));
    Thread driver = Thread.ofVirtual().start(() -> time.runUntil(A_YEAR_LATER, () -> false));

    assertThat(happened).isEmpty();
    mayEnd.countDown();
    join(driver);

    assertThat(happened).containsExactly("done at PT0S", "rung at PT1S");
  }

  @Test
  void what_an_alarm_does_is_work_that_the_next_one_waits_for() {
    time.alarm(
        START.plusSeconds(1),
        () -> {
          note("first begun");
          sleep(Duration.ofSeconds(5));
          note("first done");
        });
    time.alarm(START.plusSeconds(3), () -> note("second"));
    time.alarm(START.plusSeconds(7), () -> note("third"));

    time.runUntil(A_YEAR_LATER, () -> false);

    assertThat(happened)
        .containsExactly(
            "first begun at PT1S", "second at PT3S", "first done at PT6S", "third at PT7S");
  }

  @Test
  void an_alarm_that_was_cancelled_does_not_ring() {
    time.alarm(START.plusSeconds(1), () -> note("rung")).cancel();

    time.runUntil(A_YEAR_LATER, () -> false);

    assertThat(happened).isEmpty();
  }

  @Test
  void an_alarm_of_the_past_rings_now() {
    time.alarm(START.minusSeconds(60), () -> note("rung"));

    time.runUntil(START, () -> false);

    assertThat(happened).containsExactly("rung at PT0S");
  }

  @Test
  void time_goes_on_while_one_sleeps_with_a_lock_that_another_waits_for() {
    Time.Mutex mutex = time.newMutex();
    time.alarm(START.plusSeconds(1), () -> holding(mutex, "first", Duration.ofSeconds(10)));
    time.alarm(START.plusSeconds(2), () -> holding(mutex, "second", Duration.ZERO));
    time.alarm(START.plusSeconds(11), () -> note("alarm"));

    time.runUntil(A_YEAR_LATER, () -> false);

    // The second has it before time goes on to anything else.
    assertThat(happened)
        .startsWith("first has it at PT1S")
        .containsSubsequence("second has it at PT11S")
        .contains("alarm at PT11S");
  }

  @Test
  void it_is_asked_at_first_and_whenever_something_was_taken_up_whether_all_is_reached() {
    AtomicBoolean written = new AtomicBoolean();
    time.waitFor(outside -> written.getAndSet(false));
    for (int minute = 1; minute <= 10; minute++) {
      boolean writes = minute % 5 == 0;
      time.alarm(START.plus(Duration.ofMinutes(minute)), () -> written.set(writes));
    }
    List<Instant> asked = new ArrayList<>();

    boolean reached =
        time.runUntil(
            A_YEAR_LATER,
            () -> {
              asked.add(time.now());
              return time.now().isAfter(START.plus(Duration.ofMinutes(9)));
            });

    assertThat(reached).isTrue();
    assertThat(asked)
        .containsExactly(
            START, START.plus(Duration.ofMinutes(5)), START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void what_is_not_reached_by_the_limit_is_not_reached() {
    assertThat(time.runUntil(START.plusSeconds(5), () -> false)).isFalse();
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void who_is_interrupted_while_asleep_is_at_work_again() {
    AtomicReference<Thread> sleeper = new AtomicReference<>();
    time.alarm(
        START.plusSeconds(1),
        () -> {
          sleeper.set(Thread.currentThread());
          try {
            time.sleep(Duration.ofDays(1));
          } catch (InterruptedException interrupted) {
            note("interrupted");
          }
        });
    time.alarm(START.plusSeconds(2), () -> sleeper.get().interrupt());

    time.runUntil(START.plusSeconds(2), () -> false);
    join(sleeper.get());
    time.alarm(START.plusSeconds(3), () -> note("goes on"));
    time.runUntil(START.plusSeconds(3), () -> false);

    assertThat(happened).containsExactly("interrupted at PT2S", "goes on at PT3S");
  }

  @Test
  void the_clock_that_is_never_set_shows_what_has_gone_by() {
    long before = time.nanos();

    time.runUntil(START.plusSeconds(3), () -> false);

    assertThat(Duration.ofNanos(time.nanos() - before)).isEqualTo(Duration.ofSeconds(3));
  }

  private void holding(Time.Mutex mutex, String who, Duration length) {
    mutex.lock();
    try {
      note(who + " has it");
      sleep(length);
    } finally {
      mutex.unlock();
    }
  }

  private void sleep(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String what) {
    happened.add(what + " at " + Duration.between(START, time.now()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
