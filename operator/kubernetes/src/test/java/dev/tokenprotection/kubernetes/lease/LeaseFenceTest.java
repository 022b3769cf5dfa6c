package dev.tokenprotection.kubernetes.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.kubernetes.LeaderElection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseFenceTest {
  private static final Instant RENEWED = Instant.parse("2026-11-02T12:00:00Z");
  private static final LeaderElection.On ELECTION = LeaderElection.On.lease("system", "tpr");

  private Instant wall = RENEWED;
  private long nanos;
  private Optional<String> holder = Optional.of("us");
  private final LeaseFence fence =
      new LeaseFence(ELECTION, "us", () -> holder, () -> wall, () -> nanos);

  @Test
  void it_is_barred_before_the_lease_was_ever_ours() {
    assertBarred("is not ours");
  }

  @Test
  void it_is_clear_while_a_write_can_end_within_the_lease() {
    fence.renewed(RENEWED, 0);
    pass(ELECTION.leaseDuration().minus(Tenant.LONGEST_WRITE).minusMillis(1));

    assertThat(fence.check()).isEqualTo(new WriteFence.Standing.Clear());
  }

  @Test
  void it_is_barred_when_a_write_might_outlast_the_lease() {
    fence.renewed(RENEWED, 0);
    pass(ELECTION.leaseDuration().minus(Tenant.LONGEST_WRITE));

    assertBarred("ends in 30000 ms");
  }

  @Test
  void a_wall_clock_that_is_set_back_does_not_lengthen_the_lease() {
    fence.renewed(RENEWED, 0);
    pass(Duration.ofSeconds(50));
    wall = RENEWED;

    assertBarred("ends in 10000 ms");
  }

  @Test
  void a_wall_clock_that_jumps_ahead_ends_it() {
    fence.renewed(RENEWED, 0);
    wall = RENEWED.plus(Duration.ofMinutes(5));

    assertBarred("a write may take 30000 ms");
  }

  @Test
  void a_process_that_was_suspended_asks_the_monotonic_clock() {
    fence.renewed(RENEWED, 0);
    nanos = Duration.ofMinutes(10).toNanos();

    assertBarred("ends in");
  }

  @Test
  void it_is_barred_when_the_api_server_names_another_holder_whatever_our_clocks_say() {
    fence.renewed(RENEWED, 0);
    holder = Optional.of("them");

    assertBarred("held by another replica");
  }

  @Test
  void it_stays_barred_once_the_lease_was_lost_however_late_a_renewal_is_answered() {
    fence.renewed(RENEWED, 0);
    fence.lost();
    fence.renewed(RENEWED, 0);

    assertBarred("is not ours");
  }

  @Test
  void it_is_barred_when_the_lease_is_gone() {
    fence.renewed(RENEWED, 0);
    holder = Optional.empty();

    assertBarred("held by another replica");
  }

  @Test
  void it_is_barred_when_nobody_knows_who_holds_the_lease() {
    LeaseFence blind =
        new LeaseFence(
            ELECTION,
            "us",
            () -> {
              throw new IllegalStateException("no route to host");
            },
            () -> wall,
            () -> nanos);
    blind.renewed(RENEWED, 0);

    assertThat(blind.check())
        .isInstanceOfSatisfying(
            WriteFence.Standing.Barred.class,
            barred -> assertThat(barred.why()).contains("no route to host"));
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  private void assertBarred(String why) {
    assertThat(fence.check())
        .isInstanceOfSatisfying(
            WriteFence.Standing.Barred.class, barred -> assertThat(barred.why()).contains(why));
  }
}
