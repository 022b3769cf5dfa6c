package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.api.v1alpha1.WindowKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All windows of a rollout while time moves on, and only on. Belongs to one thread. */
final class WindowTimeline {
  /** How many openings and closings are looked at: windows that follow each other never end. */
  private static final int MOST_EVENTS = 2_000;

  private final List<WindowClock> clocks;
  private Instant moment;

  WindowTimeline(List<PromotionWindows.Window> windows, Instant start) {
    this.clocks = windows.stream().map(window -> new WindowClock(window, start)).toList();
    this.moment = start;
  }

  /** Why promotions may not happen at the moment; empty when they may. */
  Optional<String> closedBecause() {
    Optional<String> denied =
        clocks.stream()
            .filter(clock -> clock.kind() == WindowKind.DENY && clock.isOpenAt(moment))
            .findFirst()
            .map(clock -> "the Deny window " + clock.name() + " is open");
    return denied.isPresent() ? denied : outsideOfAllWindows();
  }

  private Optional<String> outsideOfAllWindows() {
    List<WindowClock> allowing =
        clocks.stream().filter(clock -> clock.kind() == WindowKind.ALLOW).toList();
    if (allowing.isEmpty() || allowing.stream().anyMatch(clock -> clock.isOpenAt(moment))) {
      return Optional.empty();
    }
    String names = allowing.stream().map(WindowClock::name).collect(Collectors.joining(", "));
    return Optional.of(
        allowing.size() == 1
            ? "the Allow window " + names + " is not open"
            : "none of the Allow windows " + names + " is open");
  }

  /**
   * Moves on to where promotions begin or cease to be allowed; empty when that is not in sight up
   * to and with {@code end}, and what the moment is then is of no use.
   */
  Optional<Instant> nextChange(Instant end) {
    boolean closed = closedBecause().isPresent();
    for (int event = 0; event < MOST_EVENTS; event++) {
      Optional<Instant> next =
          clocks.stream()
              .map(clock -> clock.nextEventAfter(moment))
              .min(Comparator.naturalOrder())
              .filter(at -> !at.isAfter(end));
      if (next.isEmpty()) {
        return next;
      }
      moment = next.get();
      clocks.forEach(clock -> clock.moveTo(moment));
      if (closedBecause().isPresent() != closed) {
        return next;
      }
    }
    return Optional.empty();
  }
}
