package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.StageState;

/** What holds for a stage where neither it nor its rollout says anything. */
public final class GateDefaults {
  private GateDefaults() {}

  /** The criteria of the stage at {@code index}. */
  public static GateCriteria criteria(Rollout rollout, int index) {
    GateCriteria common = GateCriteria.DEFAULT;
    return new GateCriteria(
        common.bindingSuccess(),
        common.minSignIns(),
        common.minUsers(),
        minCoverage(rollout, index),
        common.minActiveDays(),
        common.maxBlockedUsers(),
        common.evidenceWindow(),
        common.settleTime(),
        common.pace());
  }

  /**
   * The least coverage before leaving the stage at {@code index}: larger where the next stage
   * blocks people, since evidence about those who sign in often flatters those who do not.
   */
  public static Share minCoverage(Rollout rollout, int index) {
    int next = index + 1;
    boolean nextEnforces =
        next < rollout.stages().size() && rollout.stages().get(next).state() == StageState.ENFORCED;
    return nextEnforces
        ? GateCriteria.MIN_COVERAGE_BEFORE_ENFORCING
        : GateCriteria.DEFAULT.minCoverage();
  }

  /** What a failed gate leads to in a stage with this state. */
  public static OnGateFailure onGateFailure(StageState state) {
    return switch (state) {
      case REPORT_ONLY -> OnGateFailure.PAUSE;
      case ENFORCED -> OnGateFailure.REPORT_ONLY;
    };
  }
}
