package dev.tokenprotection.core.world;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.stage.OnGateFailure;

/**
 * What a rollout goes by, beside what it covers.
 *
 * @param onGateFailure what a failed gate leads to in stages that enforce
 * @param drift what becomes of what others change
 * @param deletion what becomes of the policies with the rollout
 * @param mostRemovals how many members a plan may remove
 */
record Rules(
    GateCriteria.Pace pace,
    Tempo tempo,
    OnGateFailure onGateFailure,
    DriftPolicy drift,
    DeletionPolicy deletion,
    long mostRemovals) {
  /** With what is usual where nothing is said. */
  Rules(GateCriteria.Pace pace, Tempo tempo, OnGateFailure onGateFailure) {
    this(pace, tempo, onGateFailure, DriftPolicy.CORRECT, DeletionPolicy.ORPHAN, 1000);
  }

  Rules tolerating(long removals) {
    return new Rules(pace, tempo, onGateFailure, drift, deletion, removals);
  }

  Rules with(DriftPolicy changed) {
    return new Rules(pace, tempo, onGateFailure, changed, deletion, mostRemovals);
  }

  Rules with(DeletionPolicy changed) {
    return new Rules(pace, tempo, onGateFailure, drift, changed, mostRemovals);
  }
}
