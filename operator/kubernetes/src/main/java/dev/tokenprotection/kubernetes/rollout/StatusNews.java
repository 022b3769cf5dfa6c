package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.event.EventReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed between two statuses that people are told about once, when it changes. */
final class StatusNews {
  private StatusNews() {}

  /**
   * @param before null when there was none
   */
  static List<RolloutScope.News> between(
      TokenProtectionRolloutStatus before, TokenProtectionRolloutStatus after) {
    List<RolloutScope.News> news = new ArrayList<>();
    Optional<Condition> stalledBefore = find(before, ConditionType.STALLED);
    Optional<Condition> stalled = find(after, ConditionType.STALLED);
    if (stalled.isPresent()
        && stalledBefore.filter(c -> c.reason().equals(stalled.get().reason())).isEmpty()) {
      news.add(new RolloutScope.News(EventReason.STALLED, stalled.get().message()));
    }
    if (stalled.isEmpty() && stalledBefore.isPresent()) {
      news.add(
          new RolloutScope.News(
              EventReason.RECOVERED, "Goes on after: " + stalledBefore.get().message()));
    }
    Optional<Condition> gate = find(after, ConditionType.GATE_PASSING);
    if (gate.filter(StatusNews::holds).isPresent()
        && find(before, ConditionType.GATE_PASSING)
            .filter(c -> c.reason().equals(gate.get().reason()))
            .isEmpty()) {
      news.add(new RolloutScope.News(EventReason.GATE_HOLDS, gate.get().message()));
    }
    return news;
  }

  private static boolean holds(Condition gate) {
    return gate.reason().equals(ConditionReason.GATE_INCONCLUSIVE.apiName())
        || gate.reason().equals(ConditionReason.GATE_ERROR.apiName());
  }

  private static Optional<Condition> find(TokenProtectionRolloutStatus status, ConditionType type) {
    return status == null || status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type.apiName())).findFirst();
  }
}
