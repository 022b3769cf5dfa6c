package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.PreflightCheck;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.preflight.Check;
import dev.tokenprotection.core.preflight.Checked;
import dev.tokenprotection.kubernetes.status.StatusParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What status says about the checks: what this look found, else what an earlier one did. */
final class PreflightStatus {
  private PreflightStatus() {}

  /** Null before the first look that got as far as to check anything. */
  static List<PreflightCheck> of(RolloutScope scope, TokenProtectionRolloutStatus before) {
    List<PreflightCheck> all = new ArrayList<>();
    for (Check check : Check.values()) {
      scope.checklist().checks().stream()
          .filter(checked -> checked.check() == check)
          .findFirst()
          .map(PreflightStatus::told)
          .or(() -> told(before, check))
          .ifPresent(all::add);
    }
    return all.isEmpty() ? null : List.copyOf(all);
  }

  private static PreflightCheck told(Checked checked) {
    return new PreflightCheck(
        checked.check().apiName(),
        checked.resultName(),
        checked.blocking().isPresent(),
        StatusParts.message(checked.message()),
        checked.remedy().map(StatusParts::message).orElse(null));
  }

  private static Optional<PreflightCheck> told(TokenProtectionRolloutStatus before, Check check) {
    return before.preflight() == null
        ? Optional.empty()
        : before.preflight().stream().filter(c -> c.name().equals(check.apiName())).findFirst();
  }
}
