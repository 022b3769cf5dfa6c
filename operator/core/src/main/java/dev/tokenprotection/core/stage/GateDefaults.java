package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.StageState;

/** What holds for a stage where neither it nor its rollout says anything. */
public final class GateDefaults {
  private GateDefaults() {}

  /**
   * The least coverage before a stage is left for one with this state: larger where that one blocks
   * people, since evidence about those who sign in often flatters those who do not.
   */
  public static Share minCoverageBefore(StageState next) {
    return switch (next) {
      case REPORT_ONLY -> GateCriteria.DEFAULT.minCoverage();
      case ENFORCED -> GateCriteria.MIN_COVERAGE_BEFORE_ENFORCING;
    };
  }

  /** What a failed gate leads to in a stage with this state. */
  public static OnGateFailure onGateFailure(StageState state) {
    return switch (state) {
      case REPORT_ONLY -> OnGateFailure.PAUSE;
      case ENFORCED -> OnGateFailure.REPORT_ONLY;
    };
  }
}
