package dev.tokenprotection.dev.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that shows the machine's time at first and runs so many times as fast from there on. */
final class ScaledClock implements InstantSource {
  private final Instant begun = Instant.now();
  private final int times;

  ScaledClock(int times) {
    this.times = times;
  }

  @Override
  public Instant instant() {
    return begun.plus(Duration.between(begun, Instant.now()).multipliedBy(times));
  }
}
