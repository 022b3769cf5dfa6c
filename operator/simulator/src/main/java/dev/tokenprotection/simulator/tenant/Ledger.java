package dev.tokenprotection.simulator.tenant;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the stores of one tenant share: its lock, its clock and the numbering of its writes. */
final class Ledger {
  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private long order;

  Ledger(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The number of the next write. Call it under the lock. */
  long nextOrder() {
    return ++order;
  }

  long lastOrder() {
    return locked(() -> order);
  }

  /** Does all of it with nobody else reading or writing; may be nested. */
  <R> R locked(Supplier<R> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
