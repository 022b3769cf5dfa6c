package dev.tokenprotection.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.WindowStatus;
import dev.tokenprotection.kubernetes.schedule.WindowStanding;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowMappingTest {
  private static final Instant CHANGE = Instant.parse("2026-11-24T16:00:00Z");

  @Test
  void an_open_window_tells_when_it_closes() {
    assertThat(
            WindowMapping.status(
                new WindowStanding.Open(
                    new WindowStanding.Change.NoneInSight(), new WindowStanding.Change.At(CHANGE))))
        .isEqualTo(new WindowStatus(false, null, null, CHANGE));
  }

  @Test
  void a_closed_window_tells_why_and_when_it_opens() {
    assertThat(
            WindowMapping.status(
                new WindowStanding.Closed(
                    "the Deny window year-end is open", new WindowStanding.Change.At(CHANGE))))
        .isEqualTo(new WindowStatus(true, "the Deny window year-end is open", CHANGE, null));
  }

  @Test
  void what_is_not_in_sight_is_left_out_and_a_long_reason_is_cut() {
    WindowStatus status =
        WindowMapping.status(
            new WindowStanding.Closed("x".repeat(300), new WindowStanding.Change.NoneInSight()));

    assertThat(status.nextOpen()).isNull();
    assertThat(status.reason()).hasSize(256).endsWith("…");
  }
}
