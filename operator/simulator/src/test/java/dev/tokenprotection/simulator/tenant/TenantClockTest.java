package dev.tokenprotection.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TenantClockTest {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  @Test
  void a_standing_clock_moves_only_by_hand() {
    TenantClock clock = TenantClock.standing(START);
    assertThat(clock.instant()).isEqualTo(START);

    clock.advance(Duration.ofHours(3));

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
  }

  @Test
  void a_change_of_speed_does_not_jump() {
    TenantClock clock = TenantClock.standing(START);
    clock.advance(Duration.ofDays(1));
    clock.runAt(0);

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(1)));
    assertThat(clock.speed()).isZero();
  }

  @Test
  void a_fast_clock_never_goes_backwards() {
    TenantClock clock = TenantClock.running(START, 36_000);
    Instant last = START;
    for (int i = 0; i < 1_000; i++) {
      Instant now = clock.instant();
      assertThat(now).isAfterOrEqualTo(last);
      last = now;
    }
  }
}
