package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.StageState;
import org.junit.jupiter.api.Test;

class GateDefaultsTest {
  @Test
  void before_enforcing_more_of_the_cohort_has_to_be_seen() {
    assertThat(GateDefaults.minCoverageBefore(StageState.ENFORCED)).isEqualTo(Share.ofPercent(90));
    assertThat(GateDefaults.minCoverageBefore(StageState.REPORT_ONLY))
        .isEqualTo(Share.ofPercent(60));
  }

  @Test
  void only_what_is_enforced_has_a_way_back() {
    assertThat(GateDefaults.onGateFailure(StageState.REPORT_ONLY)).isEqualTo(OnGateFailure.PAUSE);
    assertThat(GateDefaults.onGateFailure(StageState.ENFORCED))
        .isEqualTo(OnGateFailure.REPORT_ONLY);
  }
}
