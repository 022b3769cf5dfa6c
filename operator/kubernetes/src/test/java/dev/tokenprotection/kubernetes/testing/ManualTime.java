package dev.tokenprotection.kubernetes.testing;

import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands until it is moved; waiting takes no time. */
public final class ManualTime implements Time {
  private volatile Instant now;

  public ManualTime(Instant start) {
    this.now = start;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Duration onMachine(Duration duration) {
    return duration;
  }
}
