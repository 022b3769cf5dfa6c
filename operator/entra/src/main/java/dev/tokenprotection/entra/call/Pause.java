package dev.tokenprotection.entra.call;

import java.time.Duration;

/** How a thread waits. */
@FunctionalInterface
public interface Pause {
  /** The calling thread sleeps. */
  Pause SLEEP = Thread::sleep;

  /**
   * Returns after {@code onMachine}, as the machine's clock has it.
   *
   * @throws InterruptedException if the thread was asked to stop waiting
   */
  void of(Duration onMachine) throws InterruptedException;
}
