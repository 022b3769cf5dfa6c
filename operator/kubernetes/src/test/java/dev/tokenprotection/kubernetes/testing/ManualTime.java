package dev.tokenprotection.kubernetes.testing;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands until it is moved; waiting takes no time. Whoever moves it also runs what is
 * due on the way, on its own thread.
 */
public final class ManualTime implements Time {
  private final Instant start;
  private final Queue<Due> alarms =
      new PriorityBlockingQueue<>(11, Comparator.comparing(Due::moment));
  private volatile Instant now;

  private record Due(Instant moment, Runnable action) {}

  public ManualTime(Instant start) {
    this.start = start;
    this.now = start;
  }

  public void advance(Duration by) {
    Instant end = now.plus(by);
    while (!alarms.isEmpty() && !alarms.peek().moment().isAfter(end)) {
      Due due = alarms.remove();
      now = due.moment().isAfter(now) ? due.moment() : now;
      due.action().run();
    }
    now = end;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(start, now).toNanos();
  }

  @Override
  public Alarm alarm(Instant moment, Runnable action) {
    Due due = new Due(moment, action);
    alarms.add(due);
    return () -> alarms.removeIf(other -> other == due);
  }

  @Override
  public void sleep(Duration duration) {}

  @Override
  public Work begin() {
    return Work.NOT_COUNTED;
  }

  @Override
  public Mutex newMutex() {
    return Mutex.of(new ReentrantLock());
  }
}
