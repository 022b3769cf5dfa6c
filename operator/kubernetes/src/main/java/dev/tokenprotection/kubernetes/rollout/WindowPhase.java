package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.kubernetes.schedule.PromotionWindows;
import dev.tokenprotection.kubernetes.schedule.WindowStanding;
import dev.tokenprotection.kubernetes.status.WindowMapping;

/** Whether the rollout's promotion windows let a promotion through now. */
final class WindowPhase implements Phase {
  @Override
  public Step run(RolloutScope scope) {
    PromotionWindows windows = PromotionWindows.of(scope.resource().getSpec().promotionWindows());
    if (!windows.isEmpty()) {
      WindowStanding standing = windows.at(scope.now());
      scope.window(WindowMapping.window(standing), WindowMapping.status(standing));
    }
    return Step.GO_ON;
  }
}
