package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.api.v1alpha1.PromotionWindow;
import dev.tokenprotection.api.v1alpha1.WindowKind;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The promotion windows of a rollout. Promotions may happen while no Deny window is open and, if
 * there are Allow windows, at least one of these is. A window is open from each moment of its cron
 * for its duration, measured in elapsed time: a change of the clocks neither lengthens nor shortens
 * it.
 */
public final class PromotionWindows {
  /** How far ahead the next change is looked for: a year with room. */
  private static final Duration SIGHT = Duration.ofDays(400);

  /** How many openings and closings are looked at: windows that follow each other never end. */
  private static final int MOST_EVENTS = 2_000;

  private final List<Window> windows;

  /** A window as it is reckoned with. */
  record Window(String name, WindowKind kind, CronSchedule opens, Duration duration) {
    static Window of(PromotionWindow window) {
      return new Window(
          window.name(),
          window.kind(),
          CronSchedule.parse(window.cron(), zone(window.timezone())),
          TimeSpans.parse(window.duration()));
    }
  }

  private PromotionWindows(List<Window> windows) {
    this.windows = List.copyOf(windows);
  }

  /**
   * @param windows as the spec has them, null for none; {@code WindowChecks} has nothing against
   *     them
   */
  public static PromotionWindows of(List<PromotionWindow> windows) {
    return new PromotionWindows(
        windows == null ? List.of() : windows.stream().map(Window::of).toList());
  }

  /** The zone of this IANA name, UTC for null. */
  public static ZoneId zone(String timezone) {
    return timezone == null ? ZoneOffset.UTC : ZoneId.of(timezone);
  }

  /** Whether there are any. */
  public boolean isEmpty() {
    return windows.isEmpty();
  }

  /** Whether promotions may happen at {@code now}, and when that changes. */
  public WindowStanding at(Instant now) {
    List<WindowClock> clocks =
        windows.stream().map(window -> new WindowClock(window, now)).toList();
    Optional<String> reason = closedBecause(clocks, now);
    WindowStanding.Change change = nextChange(clocks, now, reason.isPresent());
    return reason
        .<WindowStanding>map(because -> new WindowStanding.Closed(because, change))
        .orElseGet(() -> new WindowStanding.Open(change));
  }

  private static WindowStanding.Change nextChange(
      List<WindowClock> clocks, Instant now, boolean closed) {
    Instant end = now.plus(SIGHT);
    Instant moment = now;
    for (int event = 0; event < MOST_EVENTS; event++) {
      Instant before = moment;
      Optional<Instant> next =
          clocks.stream()
              .map(clock -> clock.nextEventAfter(before))
              .min(Comparator.naturalOrder())
              .filter(at -> !at.isAfter(end));
      if (next.isEmpty()) {
        return new WindowStanding.Change.NoneInSight();
      }
      moment = next.get();
      for (WindowClock clock : clocks) {
        clock.moveTo(moment);
      }
      if (closedBecause(clocks, moment).isPresent() != closed) {
        return new WindowStanding.Change.At(moment);
      }
    }
    return new WindowStanding.Change.NoneInSight();
  }

  /** Why promotions may not happen; empty when they may. */
  private static Optional<String> closedBecause(List<WindowClock> clocks, Instant moment) {
    Optional<String> denied =
        clocks.stream()
            .filter(clock -> clock.kind() == WindowKind.DENY && clock.isOpenAt(moment))
            .findFirst()
            .map(clock -> "the Deny window " + clock.name() + " is open");
    return denied.isPresent() ? denied : outsideOfAllWindows(clocks, moment);
  }

  private static Optional<String> outsideOfAllWindows(List<WindowClock> clocks, Instant moment) {
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
}
