package dev.tokenprotection.dev.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Time that never runs ahead of the program. It stands unless somebody drives it ({@link
 * #runUntil}, {@link #follow}), and even then while anything that is due has not been done; when
 * nothing is left to do it goes straight to the next alarm. What happens at which moment is so a
 * function of what was asked for, not of the machine. Safe for use by several threads, of which one
 * drives at a time.
 */
public final class SimulatedTime extends CountedTime {
  /** Work that takes longer than this hangs: a defect, which is reported with the stacks. */
  private static final Duration HANGS = Duration.ofMinutes(10);

  /** How often the machine's clock is followed. */
  private static final Duration TICK = Duration.ofMillis(50);

  private final PriorityQueue<Entry> alarms =
      new PriorityQueue<>(Comparator.comparing(Entry::moment).thenComparingLong(Entry::number));
  private final List<Settling> settling = new CopyOnWriteArrayList<>();
  private long numbers;

  /** Whether somebody ended since that was last asked. */
  private boolean forgotten;

  /** Somebody who must have taken up what was written before time goes on. */
  public interface Settling {
    /**
     * Returns once that is so. Called while nobody is at work.
     *
     * @param written whether somebody outside may have written something since it was last called
     * @return whether anything had to be taken up
     */
    boolean settle(boolean written);

    /** Time has gone on. */
    default void moved(Instant now) {}
  }

  private record Entry(Instant moment, long number, Runnable ring) {}

  /** Time that stands at {@code start}. */
  public SimulatedTime(Instant start) {
    super(start);
  }

  /** From now on time waits for {@code taker} too. */
  public void waitFor(Settling taker) {
    settling.add(taker);
  }

  /** Time does not wait for {@code taker} any more. */
  public void forget(Settling taker) {
    state.lock();
    try {
      settling.remove(taker);
      forgotten = true;
    } finally {
      state.unlock();
    }
  }

  /**
   * Lets time go on until {@code reached} holds, or until {@code limit}. It is asked when nobody is
   * at work: at first, and whenever something was written.
   *
   * @return whether it was reached
   */
  public boolean runUntil(Instant limit, BooleanSupplier reached) {
    boolean first = true;
    while (true) {
      boolean written = settle(first);
      if ((first || written) && reached.getAsBoolean()) {
        return true;
      }
      first = false;
      if (!next(limit)) {
        settle(false);
        return reached.getAsBoolean();
      }
    }
  }

  /**
   * Lets time go on without end, at most so many times as fast as the machine's clock, and slower
   * where the program is.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  public void follow(int times) throws InterruptedException {
    Duration step = TICK.multipliedBy(times);
    while (true) {
      Thread.sleep(TICK);
      runUntil(now().plus(step), () -> false);
    }
  }

  @Override
  Alarm schedule(Instant moment, Runnable ring) {
    state.lock();
    try {
      Entry entry = new Entry(moment, numbers++, ring);
      alarms.add(entry);
      return () -> remove(entry);
    } finally {
      state.unlock();
    }
  }

  @Override
  void sleepIdly(Duration duration) {
    runUntil(now().plus(duration), () -> false);
  }

  private boolean settle(boolean written) {
    boolean asked = written;
    boolean any = false;
    boolean again;
    do {
      awaitIdle();
      again = false;
      for (Settling taker : settling) {
        again |= taker.settle(asked);
      }
      asked = false;
      any |= again;
    } while (again);
    awaitIdle();
    return any | takeForgotten();
  }

  private boolean takeForgotten() {
    state.lock();
    try {
      boolean taken = forgotten;
      forgotten = false;
      return taken;
    } finally {
      state.unlock();
    }
  }

  /** Rings the next alarm up to {@code limit}; without one, it is {@code limit} then. */
  private boolean next(Instant limit) {
    state.lock();
    try {
      Entry entry = alarms.peek();
      boolean none = entry == null || entry.moment().isAfter(limit);
      Instant before = now();
      moveTo(none ? limit : entry.moment());
      if (!now().equals(before)) {
        settling.forEach(taker -> taker.moved(now()));
      }
      if (!none) {
        alarms.remove().ring().run();
      }
      return !none;
    } finally {
      state.unlock();
    }
  }

  private void awaitIdle() {
    state.lock();
    try {
      long left = HANGS.toNanos();
      while (atWork() > 0) {
        if (left <= 0) {
          throw new IllegalStateException(hanging());
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while time stood", interrupted);
    } finally {
      state.unlock();
    }
  }

  private String hanging() {
    StringBuilder text =
        new StringBuilder(
            "Time stands at %s for %s: %d at work.".formatted(now(), HANGS, atWork()));
    for (Thread worker : List.copyOf(workers)) {
      text.append("%n%s".formatted(worker));
      for (StackTraceElement element : worker.getStackTrace()) {
        text.append("%n    at %s".formatted(element));
      }
    }
    return text.toString();
  }

  private void remove(Entry entry) {
    state.lock();
    try {
      alarms.remove(entry);
    } finally {
      state.unlock();
    }
  }
}
