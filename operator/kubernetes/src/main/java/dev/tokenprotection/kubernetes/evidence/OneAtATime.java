package dev.tokenprotection.kubernetes.evidence;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Does work piece by piece beside those who ask for it, by one thread at most, until nothing is
 * left to do or a piece fails. Whatever ends it, an {@link Error} too, it can be asked again. Safe
 * for use by several threads.
 */
final class OneAtATime {
  /** What came of a piece of work. */
  enum Piece {
    DONE,
    NOTHING_LEFT,
    FAILED
  }

  private enum Stand {
    IDLE,
    AT_WORK,
    /** Somebody asked meanwhile. */
    ASKED_MEANWHILE
  }

  private final Executor executor;
  private final Supplier<Piece> work;
  private final Runnable afterFailure;
  private Stand stand = Stand.IDLE;

  /**
   * @param work does the next piece
   * @param afterFailure is run after a piece that failed, once work can be asked for again
   */
  OneAtATime(Executor executor, Supplier<Piece> work, Runnable afterFailure) {
    this.executor = executor;
    this.work = work;
    this.afterFailure = afterFailure;
  }

  /** Sees to it that the work is looked at, now or after the piece that is being done. */
  void ask() {
    if (!isIdleNoMore()) {
      return;
    }
    try {
      executor.execute(this::run);
    } catch (RuntimeException | Error e) {
      rest();
      throw e;
    }
  }

  private void run() {
    boolean allIsDone = false;
    try {
      allIsDone = workedOff();
    } finally {
      if (!allIsDone) {
        rest();
        afterFailure.run();
      }
    }
  }

  /** Works until nothing is left, or a piece fails; whether nothing is left. */
  private boolean workedOff() {
    while (true) {
      switch (work.get()) {
        case DONE -> {}
        case NOTHING_LEFT -> {
          if (rests()) {
            return true;
          }
        }
        case FAILED -> {
          return false;
        }
      }
    }
  }

  private synchronized boolean isIdleNoMore() {
    boolean wasIdle = stand == Stand.IDLE;
    stand = wasIdle ? Stand.AT_WORK : Stand.ASKED_MEANWHILE;
    return wasIdle;
  }

  /** Rests unless somebody asked meanwhile, perhaps for what the last piece did not see yet. */
  private synchronized boolean rests() {
    boolean rests = stand == Stand.AT_WORK;
    stand = rests ? Stand.IDLE : Stand.AT_WORK;
    return rests;
  }

  private synchronized void rest() {
    stand = Stand.IDLE;
  }
}
