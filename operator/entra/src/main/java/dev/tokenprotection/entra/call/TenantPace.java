package dev.tokenprotection.entra.call;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The pace of all lanes of one tenant, shared by whoever talks to it. Thread-safe. */
public final class TenantPace {
  private final Time time;
  private final Map<Lane, Pace> lanes = new EnumMap<>(Lane.class);

  public TenantPace(Time time) {
    this.time = time;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Pace(lane));
    }
  }

  /** A fresh patience for one call. */
  Patience patience() {
    return new Patience(time);
  }

  /**
   * Waits for the next place in {@code lane}. A place that is free now is taken however long the
   * call has lasted: patience is for waits.
   *
   * @return zero when the request may leave now; otherwise it may not, and this is how long it
   *     would have had to wait
   */
  Duration await(Lane lane, Patience patience) {
    Duration wait = lanes.get(lane).reserve(time.now(), w -> !w.isPositive() || patience.covers(w));
    return !wait.isPositive() || patience.spend(wait) ? Duration.ZERO : wait;
  }

  /** See {@link Pace#throttled}. */
  Duration throttled(Lane lane, Duration retryAfter) {
    return lanes.get(lane).throttled(time.now(), retryAfter);
  }

  /** See {@link Pace#served}. */
  void served(Lane lane) {
    lanes.get(lane).served();
  }
}
