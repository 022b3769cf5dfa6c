package dev.tokenprotection.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/**
 * Time as the operator has it: whoever wants to know the hour, to be woken or to wait asks here,
 * and nowhere else. In a cluster it is the machine's. Beside a simulated tenant it stands while
 * anything that is due has not been done, and goes straight to the next alarm when nothing is, so
 * that what happens does not depend on how fast the machine is. For that, work is done between
 * {@link #begin()} and {@link Work#end()}, and who holds a lock over a wait takes it from {@link
 * #newMutex()}.
 *
 * <p>Limits on what hangs (a request without an answer, a lease) are not asked for here: they run
 * on the machine's own clock.
 */
public interface Time {
  /** The present. */
  Instant now();

  /** Nanoseconds of a clock that is never set; only differences mean anything. */
  long nanos();

  /**
   * Has {@code action} run once, on a thread of its own, at {@code moment}, or now if that has
   * passed. What the action does is work that time waits for.
   */
  Alarm alarm(Instant moment, Runnable action);

  /**
   * Returns after {@code duration}.
   *
   * @throws InterruptedException if the thread was asked to stop waiting
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Work begins, to be ended by {@link Work#end()}, from any thread. Whoever hands a task to
   * another thread begins it before that, so that there is no moment at which nobody is at work.
   */
  Work begin();

  /** A lock whose holder may {@link #sleep(Duration)} while others wait for it. */
  Mutex newMutex();

  /** Something that will happen at a moment. */
  interface Alarm {
    /** It does not happen any more, unless it has begun. */
    void cancel();
  }

  /** A piece of work that has begun. */
  interface Work {
    /** Work that nothing waits for. */
    Work NOT_COUNTED =
        new Work() {
          @Override
          public void run(Runnable task) {
            task.run();
          }

          @Override
          public void end() {}
        };

    /**
     * Makes the calling thread the one that does the work, until {@code task} ends; then ends it.
     */
    void run(Runnable task);

    /** The work is not done, or not by a task. */
    void end();
  }

  /** A lock, not reentrant. */
  interface Mutex {
    void lock();

    void unlock();

    /** Where nothing waits for work, any lock will do. */
    static Mutex of(Lock lock) {
      return new Mutex() {
        @Override
        public void lock() {
          lock.lock();
        }

        @Override
        public void unlock() {
          lock.unlock();
        }
      };
    }
  }
}
