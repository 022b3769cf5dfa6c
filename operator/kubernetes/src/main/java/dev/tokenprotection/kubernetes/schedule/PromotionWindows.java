package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.api.v1alpha1.PromotionWindow;
import dev.tokenprotection.api.v1alpha1.WindowKind;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The promotion windows of a rollout. Promotions may happen while no Deny window is open and, if
 * there are Allow windows, at least one of these is. A window is open from each moment of its cron
 * for its duration, measured in elapsed time: a change of the clocks neither lengthens nor shortens
 * it.
 */
public final class PromotionWindows {
  /** How far ahead the next change is looked for: a year with room. */
  private static final Duration SIGHT = Duration.ofDays(400);

  /** How far back the last opening is looked for: most are of today or of this week. */
  private static final List<Duration> BACK =
      List.of(Duration.ofDays(1), Duration.ofDays(10), SIGHT);

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
    WindowTimeline ahead = new WindowTimeline(windows, now);
    Optional<String> reason = ahead.closedBecause();
    WindowStanding.Change change =
        ahead
            .nextChange(now.plus(SIGHT))
            .<WindowStanding.Change>map(WindowStanding.Change.At::new)
            .orElseGet(WindowStanding.Change.NoneInSight::new);
    return reason
        .<WindowStanding>map(because -> new WindowStanding.Closed(because, change))
        .orElseGet(() -> new WindowStanding.Open(openSince(now), change));
  }

  /** When promotions began to be allowed, as they are at {@code now}. */
  private WindowStanding.Change openSince(Instant now) {
    for (Duration back : BACK) {
      WindowTimeline past = new WindowTimeline(windows, now.minus(back));
      Optional<Instant> last = Optional.empty();
      Optional<Instant> next = past.nextChange(now);
      while (next.isPresent()) {
        last = next;
        next = past.nextChange(now);
      }
      if (last.isPresent()) {
        return new WindowStanding.Change.At(last.get());
      }
    }
    return new WindowStanding.Change.NoneInSight();
  }
}
