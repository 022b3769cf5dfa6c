package dev.tokenprotection.kubernetes.testing;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands until it is moved; waiting takes no time. For who reconciles by hand: it has
 * no alarms.
 */
public final class ManualTime implements Time {
  private final Instant start;
  private volatile Instant now;

  public ManualTime(Instant start) {
    this.start = start;
    this.now = start;
  }

  public void advance(Duration by) {
    now = now.plus(by);
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
    throw new UnsupportedOperationException("who moves this clock does what is due");
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
