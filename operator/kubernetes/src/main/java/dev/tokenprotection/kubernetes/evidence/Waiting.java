package dev.tokenprotection.kubernetes.evidence;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rollouts that asked too early, and what for. Not safe for use by several threads. */
final class Waiting {
  private final Map<ResourceID, EvidenceQuestion> forEvidence = new HashMap<>();
  private final Map<ResourceID, Instant> forBreaker = new HashMap<>();

  void forEvidence(ResourceID rollout, EvidenceQuestion question) {
    forEvidence.put(rollout, question);
  }

  /**
   * @param notBefore up to when its breaker must be read
   */
  void forBreaker(ResourceID rollout, Instant notBefore) {
    forBreaker.put(rollout, notBefore);
  }

  void forget(ResourceID rollout) {
    forEvidence.remove(rollout);
    endBreaker(rollout);
  }

  void endBreaker(ResourceID rollout) {
    forBreaker.remove(rollout);
  }

  /** Takes out those that have now what they wait for. */
  Set<ResourceID> takeServed(Watches watches) {
    Set<ResourceID> served = new HashSet<>();
    forEvidence.forEach(
        (rollout, question) -> {
          if (watches.answers(rollout, question)) {
            served.add(rollout);
          }
        });
    forEvidence.keySet().removeAll(served);
    Set<ResourceID> breakers = new HashSet<>();
    forBreaker.forEach(
        (rollout, notBefore) -> {
          if (watches.breakerWasReadUpTo(rollout, notBefore)) {
            breakers.add(rollout);
          }
        });
    forBreaker.keySet().removeAll(breakers);
    served.addAll(breakers);
    return served;
  }

  /** Takes out all. */
  Set<ResourceID> takeAll() {
    Set<ResourceID> all = new HashSet<>(forEvidence.keySet());
    all.addAll(forBreaker.keySet());
    forEvidence.clear();
    forBreaker.clear();
    return all;
  }
}
