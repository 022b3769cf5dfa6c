package dev.tokenprotection.kubernetes.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a tenant's logs is to be read next. What was blocked goes before everything else, then
 * the newest rows; late rows are looked for each hour at least; what somebody lacks of older rows
 * is read when nothing else is wanted, and a slice of it after each reading of newer rows: where
 * these are asked for faster than they can be read, older ones are read all the same. Not safe for
 * use by several threads.
 */
final class Agenda {
  /** How long late rows may go unnoticed. */
  private static final Duration LATE_EACH = Duration.ofHours(1);

  /** What can be read at a time. */
  enum Part {
    /** What was blocked lately. */
    BLOCKED,
    /** That and the newest rows. */
    NEWEST,
    /** Rows that came late, then the newest ones. */
    LATE,
    /** The same, and all rows once more among which late ones may be. */
    DEEP,
    /** A slice of what somebody lacks of older rows. */
    OLDER
  }

  /** Whether somebody lacks older rows. */
  enum Older {
    COMPLETE,
    LACKING
  }

  private boolean blockedIsWanted;
  private boolean newestIsWanted;
  private boolean deepIsWanted;
  private boolean newerWasLast;
  private Instant lateUpTo;

  /**
   * @param now what came before arrived before anybody watched
   */
  Agenda(Instant now) {
    this.lateUpTo = now;
  }

  void wantBlocked() {
    blockedIsWanted = true;
  }

  void wantNewest() {
    newestIsWanted = true;
  }

  void wantDeep() {
    deepIsWanted = true;
  }

  /** Takes what is next; empty when nothing is left to read. */
  Optional<Part> take(Instant now, Older older) {
    Optional<Part> next = isOldersTurn(older) ? Optional.of(Part.OLDER) : newerFirst(now, older);
    newerWasLast = next.filter(part -> part != Part.OLDER).isPresent();
    return next;
  }

  private boolean isOldersTurn(Older older) {
    return newerWasLast && older == Older.LACKING;
  }

  private Optional<Part> newerFirst(Instant now, Older older) {
    if (newestIsWanted) {
      newestIsWanted = false;
      blockedIsWanted = false;
      return Optional.of(Part.NEWEST);
    }
    if (blockedIsWanted) {
      blockedIsWanted = false;
      return Optional.of(Part.BLOCKED);
    }
    if (deepIsWanted) {
      deepIsWanted = false;
      return Optional.of(Part.DEEP);
    }
    if (!now.isBefore(lateUpTo.plus(LATE_EACH))) {
      return Optional.of(Part.LATE);
    }
    return switch (older) {
      case LACKING -> Optional.of(Part.OLDER);
      case COMPLETE -> Optional.empty();
    };
  }

  /** Late rows were looked for. */
  void lookedForLate(Instant begunAt) {
    lateUpTo = begunAt;
  }

  /** Nothing is wanted any more, until somebody asks again. */
  void clear() {
    blockedIsWanted = false;
    newestIsWanted = false;
    deepIsWanted = false;
    newerWasLast = false;
  }
}
