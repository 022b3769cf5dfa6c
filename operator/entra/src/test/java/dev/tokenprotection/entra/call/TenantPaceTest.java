package dev.tokenprotection.entra.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.entra.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantPaceTest {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private final TestTime time = new TestTime(() -> START, wait -> {});
  private final List<Duration> waits = time.waits;
  private final TenantPace pace = new TenantPace(time);
  private final Patience patience = new Patience(time);

  @Test
  void a_request_that_need_not_wait_leaves_however_long_its_call_has_lasted() {
    time.nanos = Patience.LIMIT.multipliedBy(3).toNanos();

    assertThat(pace.await(Lane.DIRECTORY, patience)).isZero();
    assertThat(waits).isEmpty();
  }

  @Test
  void a_request_that_would_have_to_wait_when_its_call_has_lasted_too_long_does_not_leave() {
    pace.await(Lane.CONDITIONAL_ACCESS, patience);
    time.nanos = Patience.LIMIT.toNanos();

    assertThat(pace.await(Lane.CONDITIONAL_ACCESS, patience)).isEqualTo(Duration.ofSeconds(1));
    assertThat(waits).isEmpty();
  }

  @Test
  void a_request_waits_for_its_place() {
    pace.await(Lane.CONDITIONAL_ACCESS, patience);

    assertThat(pace.await(Lane.CONDITIONAL_ACCESS, patience)).isZero();
    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }
}
