package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A clock that a test moves, and what was waited for by it. The adapter sets no alarm. */
public final class TestTime implements Time {
  /** What was waited for, in order. */
  public final List<Duration> waits = new CopyOnWriteArrayList<>();

  /** What {@link #nanos()} gives. */
  public volatile long nanos;

  private final Supplier<Instant> clock;
  private final Consumer<Duration> sleeping;

  /**
   * @param clock the present
   * @param sleeping what a wait does to the clock
   */
  public TestTime(Supplier<Instant> clock, Consumer<Duration> sleeping) {
    this.clock = clock;
    this.sleeping = sleeping;
  }

  @Override
  public Instant now() {
    return clock.get();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Alarm alarm(Instant moment, Runnable action) {
    throw new UnsupportedOperationException("the adapter sets no alarm");
  }

  @Override
  public void sleep(Duration duration) {
    waits.add(duration);
    sleeping.accept(duration);
  }

  @Override
  public Work begin() {
    return Work.NOT_COUNTED;
  }

  @Override
  public Mutex newMutex() {
    return Mutex.of(new ReentrantLock());
  }
}
