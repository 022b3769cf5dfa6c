package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.StageState;
import org.junit.jupiter.api.Test;

class GateDefaultsTest {
  @Test
  void before_enforcing_more_of_the_cohort_has_to_be_seen() {
    assertThat(GateDefaults.minCoverage(office(), 0)).isEqualTo(Share.ofPercent(90));
    assertThat(GateDefaults.minCoverage(office(), 1)).isEqualTo(Share.ofPercent(60));
    assertThat(GateDefaults.minCoverage(office(), 2)).isEqualTo(Share.ofPercent(90));
    assertThat(GateDefaults.minCoverage(office(), 3)).isEqualTo(Share.ofPercent(60));
  }

  @Test
  void everything_else_is_the_same_for_every_stage() {
    assertThat(GateDefaults.criteria(office(), 1)).isEqualTo(GateCriteria.DEFAULT);
    assertThat(GateDefaults.criteria(office(), 0))
        .usingRecursiveComparison()
        .ignoringFields("minCoverage")
        .isEqualTo(GateCriteria.DEFAULT);
  }

  @Test
  void only_what_is_enforced_has_a_way_back() {
    assertThat(GateDefaults.onGateFailure(StageState.REPORT_ONLY)).isEqualTo(OnGateFailure.PAUSE);
    assertThat(GateDefaults.onGateFailure(StageState.ENFORCED))
        .isEqualTo(OnGateFailure.REPORT_ONLY);
  }
}
