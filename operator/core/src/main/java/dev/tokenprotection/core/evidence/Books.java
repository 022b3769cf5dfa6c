package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All counted sign-ins by slot of time, and how the last one of each user ended. */
final class Books {
  /** The number of the slot that holds all that is older than any window. */
  private static final long OLDEST = Long.MIN_VALUE;

  private final EvidenceScope scope;
  private final EvidencePeriod period;
  private final List<Application> applications;
  private final int users;
  private final NavigableMap<Long, SlotCounts> slots = new TreeMap<>();

  /**
   * Of each user's last sign-in twice its second, and one more if it was bad: the largest is that
   * of the latest, and of those in one second that of a bad one.
   */
  private final UserNumbers lastEnds;

  /**
   * @param users how many users are expected; there may be more
   */
  Books(EvidenceScope scope, EvidencePeriod period, int users) {
    this.scope = scope;
    this.period = period;
    this.applications = List.copyOf(scope.applications());
    this.users = users;
    this.lastEnds = new UserNumbers(users);
  }

  /** Counts a sign-in in the slot of its last row. */
  void add(SignIn signIn) {
    Instant at = Instant.ofEpochMilli(signIn.last());
    slots.computeIfAbsent(period.slotOf(at), _ -> newSlot()).add(signIn);
    switch (signIn.outcome()) {
      case RowClass.Bound() -> lastEnds.keepLargest(signIn.user(), 2 * period.secondOf(at));
      case RowClass.Unbound(int code) ->
          lastEnds.keepLargest(signIn.user(), 2 * period.secondOf(at) + (isGood(code) ? 0 : 1));
      case RowClass.Unreadable _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _,
          RowClass.SetAside _,
          RowClass.Unrelated _ -> {}
    }
  }

  /** Puts all slots before this one together: no window reaches them any more. */
  void closeBefore(long slot) {
    NavigableMap<Long, SlotCounts> past = slots.headMap(slot, false).tailMap(OLDEST, false);
    if (past.isEmpty()) {
      return;
    }
    SlotCounts oldest = Optional.ofNullable(slots.get(OLDEST)).orElseGet(this::newSlot);
    past.values().forEach(oldest::absorb);
    past.clear();
    slots.put(OLDEST, oldest);
  }

  /** All slots. */
  List<SlotCounts> all() {
    return List.copyOf(slots.values());
  }

  /** The slots from this one on. */
  List<SlotCounts> from(long slot) {
    return List.copyOf(slots.tailMap(slot, true).values());
  }

  /** Whether the last sign-in of a user, in these books and others, was unbound. */
  boolean lastWasBad(int user, Books others) {
    int last = Math.max(lastEnds.of(user), others.lastEnds.of(user));
    return last != UserNumbers.NONE && last % 2 == 1;
  }

  private SlotCounts newSlot() {
    return new SlotCounts(applications, users);
  }

  private boolean isGood(int code) {
    return switch (scope.metric()) {
      case ALLOWED -> false;
      case ENFORCEABLE -> UnboundCode.isSelfRemediable(code, scope.profile());
    };
  }
}
