package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts rollouts by phase. Safe for use by several threads. */
final class PhaseCensus {
  private final Map<ResourceID, RolloutPhase> phases = new HashMap<>();

  synchronized Map<RolloutPhase, Integer> seen(ResourceID rollout, RolloutPhase phase) {
    phases.put(rollout, phase);
    return counted();
  }

  synchronized Map<RolloutPhase, Integer> gone(ResourceID rollout) {
    phases.remove(rollout);
    return counted();
  }

  private Map<RolloutPhase, Integer> counted() {
    Map<RolloutPhase, Integer> counts = new EnumMap<>(RolloutPhase.class);
    phases.values().forEach(phase -> counts.merge(phase, 1, Integer::sum));
    return counts;
  }
}
