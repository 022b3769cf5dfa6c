package dev.tokenprotection.dev.time;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands while somebody is at work. Who sleeps, or waits for a {@link Mutex}, is not at
 * work meanwhile; his work begins again before anybody could think that all is done.
 */
abstract sealed class CountedTime implements Time, InstantSource permits SimulatedTime, RemoteTime {
  final ReentrantLock state = new ReentrantLock();
  final Condition changed = state.newCondition();
  final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final Instant start;
  private volatile Instant now;
  private int atWork;

  CountedTime(Instant start) {
    this.start = start;
    this.now = start;
  }

  /** Calls {@code ring}, with {@link #state} held, when it is {@code moment}. */
  abstract Alarm schedule(Instant moment, Runnable ring);

  /** Somebody is at work again. {@link #state} is held. */
  void busy() {}

  /** Nobody is at work any more. {@link #state} is held. */
  void idle() {}

  /** A thread that is not at work sleeps. */
  abstract void sleepIdly(Duration duration) throws InterruptedException;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(start, now).toNanos();
  }

  /** Never back. */
  void moveTo(Instant moment) {
    if (moment.isAfter(now)) {
      now = moment;
    }
  }

  int atWork() {
    return atWork;
  }

  @Override
  public Alarm alarm(Instant moment, Runnable action) {
    return schedule(
        moment,
        () -> {
          Work work = begin();
          Thread.ofVirtual().name("alarm").start(() -> work.run(action));
        });
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (!duration.isPositive()) {
      return;
    }
    if (!workers.contains(Thread.currentThread())) {
      sleepIdly(duration);
      return;
    }
    state.lockInterruptibly();
    try {
      Waiter waiter = new Waiter(true);
      Alarm alarm = schedule(now.plus(duration), () -> goesOn(waiter));
      ended();
      try {
        while (!waiter.goesOn) {
          changed.await();
        }
      } catch (InterruptedException interrupted) {
        if (!waiter.goesOn) {
          alarm.cancel();
          began();
        }
        throw interrupted;
      }
    } finally {
      state.unlock();
    }
  }

  @Override
  public Work begin() {
    state.lock();
    try {
      began();
    } finally {
      state.unlock();
    }
    return new Counted();
  }

  @Override
  public Mutex newMutex() {
    return new Turns();
  }

  private void began() {
    atWork++;
    if (atWork == 1) {
      busy();
    }
  }

  private void ended() {
    atWork--;
    if (atWork == 0) {
      idle();
    }
    changed.signalAll();
  }

  private void goesOn(Waiter waiter) {
    waiter.goesOn = true;
    if (waiter.counted) {
      began();
    }
    changed.signalAll();
  }

  /** Somebody who waits for a moment, or for his turn. */
  private static final class Waiter {
    private final boolean counted;
    private boolean goesOn;

    private Waiter(boolean counted) {
      this.counted = counted;
    }
  }

  private final class Counted implements Work {
    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public void run(Runnable task) {
      boolean first = workers.add(Thread.currentThread());
      try {
        task.run();
      } finally {
        if (first) {
          workers.remove(Thread.currentThread());
        }
        end();
      }
    }

    @Override
    public void end() {
      if (ended.compareAndSet(false, true)) {
        state.lock();
        try {
          ended();
        } finally {
          state.unlock();
        }
      }
    }
  }

  /** A lock that is passed on from one to the next. */
  private final class Turns implements Mutex {
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private boolean taken;

    @Override
    public void lock() {
      state.lock();
      try {
        if (!taken) {
          taken = true;
          return;
        }
        Waiter waiter = new Waiter(workers.contains(Thread.currentThread()));
        waiting.add(waiter);
        if (waiter.counted) {
          ended();
        }
        while (!waiter.goesOn) {
          changed.awaitUninterruptibly();
        }
      } finally {
        state.unlock();
      }
    }

    @Override
    public void unlock() {
      state.lock();
      try {
        Waiter next = waiting.poll();
        taken = next != null;
        if (next != null) {
          goesOn(next);
        }
      } finally {
        state.unlock();
      }
    }
  }
}
