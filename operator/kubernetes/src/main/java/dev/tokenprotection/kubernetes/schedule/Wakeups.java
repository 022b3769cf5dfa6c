package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.core.port.Time;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long to wait before the next reconcile. Safe for use by several threads. */
public final class Wakeups {
  /** A moment that has passed is due at once, but never in a busy loop. */
  private static final Duration SOONEST = Duration.ofMillis(20);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);

  /** How often it is looked whether a person mended something outside the cluster. */
  private static final Duration MENDED = Duration.ofMinutes(1);

  private final Time time;
  private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();

  public Wakeups(Time time) {
    this.time = time;
  }

  /** How long it is until {@code moment}. */
  public Duration until(Instant moment) {
    return atLeast(SOONEST, Duration.between(time.now(), moment));
  }

  /** How long to wait after yet another failure in a row that may pass by itself. */
  public Duration afterFailure(ResourceID resource) {
    int before = failures.merge(resource, 1, Integer::sum) - 1;
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(before, 10));
    return wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
  }

  /** How long to wait before it is looked whether a person has fixed something. */
  public Duration untilMended() {
    return MENDED;
  }

  /** The row of failures of {@code resource} has ended. */
  public void succeeded(ResourceID resource) {
    failures.remove(resource);
  }

  private static Duration atLeast(Duration least, Duration duration) {
    return duration.compareTo(least) < 0 ? least : duration;
  }
}
