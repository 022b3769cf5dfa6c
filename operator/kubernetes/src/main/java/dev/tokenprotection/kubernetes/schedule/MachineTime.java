package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The machine's own time. It waits for nobody. */
public final class MachineTime implements Time, AutoCloseable {
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alarms").factory());

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm alarm(Instant moment, Runnable action) {
    Duration wait = Duration.between(now(), moment);
    Future<?> future =
        alarms.schedule(
            () -> Thread.ofVirtual().name("alarm").start(action),
            // Rounded up: what is due at a moment is not due before.
            Math.max(0, wait.toMillis() + 1),
            TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public Work begin() {
    return Work.NOT_COUNTED;
  }

  @Override
  public Mutex newMutex() {
    return Mutex.of(new ReentrantLock());
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
