package dev.tokenprotection.core.world;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.stage.OnGateFailure;

/**
 * What a rollout goes by, beside what it covers.
 *
 * @param onGateFailure what a failed gate leads to in stages that enforce
 * @param mostRemovals how many members a plan may remove
 */
record Rules(
    GateCriteria.Pace pace, Tempo tempo, OnGateFailure onGateFailure, long mostRemovals) {
  Rules tolerating(long removals) {
    return new Rules(pace, tempo, onGateFailure, removals);
  }
}
