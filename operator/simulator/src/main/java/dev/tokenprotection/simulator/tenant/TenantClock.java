package dev.tokenprotection.simulator.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that starts at a given time, runs at a given speed against another clock and can be moved
 * forward by hand. Thread-safe.
 */
public final class TenantClock implements InstantSource {
  private final InstantSource base;
  private Instant baseStart;
  private Instant start;
  private double speed;

  private TenantClock(InstantSource base, Instant start, double speed) {
    this.base = base;
    this.baseStart = base.instant();
    this.start = start;
    this.speed = speed;
  }

  /** Runs from {@code start} at {@code speed} simulated seconds for each second of the machine. */
  public static TenantClock running(Instant start, double speed) {
    return new TenantClock(InstantSource.system(), start, speed);
  }

  /** Stands still until it is moved. */
  public static TenantClock standing(Instant start) {
    return running(start, 0);
  }

  @Override
  public synchronized Instant instant() {
    double elapsed = Duration.between(baseStart, base.instant()).toNanos() * speed;
    return start.plusNanos((long) elapsed);
  }

  /** Moves it forward at once. */
  public synchronized void advance(Duration by) {
    start = start.plus(by);
  }

  /** Goes on from the present reading at another speed. */
  public synchronized void runAt(double newSpeed) {
    start = instant();
    baseStart = base.instant();
    speed = newSpeed;
  }

  /** Simulated seconds for each second of the machine. */
  public synchronized double speed() {
    return speed;
  }
}
