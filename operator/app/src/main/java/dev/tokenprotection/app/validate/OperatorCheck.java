package dev.tokenprotection.app.validate;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.validation.RolloutValidation;
import dev.tokenprotection.kubernetes.validation.TenantValidation;
import dev.tokenprotection.kubernetes.validation.Violation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What the operator's own validation refuses, before it would refuse it in a cluster. */
public final class OperatorCheck implements ResourceCheck {
  @Override
  public List<Objection> objections(HasMetadata resource) {
    return violations(resource).stream()
        .map(v -> new Objection(new FieldPath(v.path()), v.message()))
        .toList();
  }

  private static List<Violation> violations(HasMetadata resource) {
    return switch (resource) {
      case EntraTenant tenant -> TenantValidation.check(tenant);
      case TokenProtectionRollout rollout -> RolloutValidation.check(rollout);
      // Nothing in an approval can be judged without the rollout that it speaks of.
      default -> List.of();
    };
  }
}
