package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.gate.GateCriteria;

/**
 * When a stage may be left.
 *
 * @param pace how often the gate is asked, how often it must have passed, how long the stage takes
 * @param settleTime how long writes take to become effective everywhere
 * @param onGateFailure what happens when the gate failed
 */
public record StageRules(
    GateCriteria.Pace pace, GateCriteria.SettleTime settleTime, OnGateFailure onGateFailure) {

  /** The rules of a stage whose gate has these criteria. */
  public static StageRules of(GateCriteria criteria, OnGateFailure onGateFailure) {
    return new StageRules(criteria.pace(), criteria.settleTime(), onGateFailure);
  }
}
