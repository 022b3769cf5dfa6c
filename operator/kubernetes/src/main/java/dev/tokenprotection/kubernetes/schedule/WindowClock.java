package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.api.v1alpha1.WindowKind;
import java.time.Instant;

/** One window while time moves on, and only on. Belongs to one thread. */
final class WindowClock {
  private final PromotionWindows.Window window;
  private Instant openUntil;
  private Instant opens;

  WindowClock(PromotionWindows.Window window, Instant start) {
    this.window = window;
    this.openUntil =
        window.opens().lastUpTo(start).map(last -> last.plus(window.duration())).orElse(start);
    this.opens = window.opens().nextAfter(start).orElse(Instant.MAX);
  }

  String name() {
    return window.name();
  }

  WindowKind kind() {
    return window.kind();
  }

  /** Whether it is open at {@code moment}, to which it was moved or at which it was started. */
  boolean isOpenAt(Instant moment) {
    return moment.isBefore(openUntil);
  }

  /** When it opens or closes next; an opening may find it open. */
  Instant nextEventAfter(Instant moment) {
    return isOpenAt(moment) && openUntil.isBefore(opens) ? openUntil : opens;
  }

  void moveTo(Instant moment) {
    while (!opens.isAfter(moment)) {
      openUntil = opens.plus(window.duration());
      opens = window.opens().nextAfter(opens).orElse(Instant.MAX);
    }
  }
}
