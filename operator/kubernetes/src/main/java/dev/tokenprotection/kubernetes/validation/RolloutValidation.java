package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.Application;
import dev.tokenprotection.api.v1alpha1.CreationPolicy;
import dev.tokenprotection.api.v1alpha1.DeletionPolicy;
import dev.tokenprotection.api.v1alpha1.DriftPolicy;
import dev.tokenprotection.api.v1alpha1.GateFailureAction;
import dev.tokenprotection.api.v1alpha1.ObserveScope;
import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.api.v1alpha1.Profile;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.kubernetes.mapping.EnumMapping;
import java.util.List;

/** What must be changed in a TokenProtectionRollout before it can be acted upon. */
public final class RolloutValidation {
  private final Violations violations = new Violations();

  private RolloutValidation() {}

  /** The violations of {@code rollout}, empty when there are none. */
  public static List<Violation> check(TokenProtectionRollout rollout) {
    RolloutValidation validation = new RolloutValidation();
    if (rollout.getSpec() == null) {
      validation.violations.add("spec", "is required");
    } else {
      validation.check(rollout.getSpec());
    }
    return validation.violations.all();
  }

  private void check(TokenProtectionRolloutSpec spec) {
    checkProfile(spec);
    checkPolicy(spec.policy());
    if (spec.observeScope() == ObserveScope.UNKNOWN) {
      violations.unknownValue("spec.observeScope");
    }
    new StageChecks(violations).check(spec);
    checkPolicies(spec);
    new WindowChecks(violations).check(spec.promotionWindows());
    new WindowChecks(violations).check(spec.promotionWindows());
  }

  private void checkProfile(TokenProtectionRolloutSpec spec) {
    if (spec.profile() == Profile.UNKNOWN) {
      violations.unknownValue("spec.profile");
    }
    for (int i = 0; i < spec.applications().size(); i++) {
      String path = "spec.applications[" + i + "]";
      Application application = spec.applications().get(i);
      if (application == Application.UNKNOWN) {
        violations.unknownValue(path);
      } else if (spec.profile() != Profile.UNKNOWN
          && !EnumMapping.profile(spec.profile())
              .applications()
              .contains(EnumMapping.application(application))) {
        violations.add(path, "profile AppleNative does not cover this application; remove it");
      }
    }
  }

  private void checkPolicy(Policy policy) {
    if (policy.displayName().isBlank()
        || !policy.displayName().strip().equals(policy.displayName())) {
      violations.add(
          "spec.policy.displayName", "must neither be blank nor begin or end with white space");
    }
    if (policy.displayName().contains("[tpr:")) {
      violations.add(
          "spec.policy.displayName",
          "must not contain [tpr:, with which the operator marks the policies that it owns");
    }
    checkAdoption(policy);
    DeviceFilterChecks.check(policy, violations);
  }

  /** The schema says the same; what comes from elsewhere has not passed it. */
  private void checkAdoption(Policy policy) {
    if (policy.creationPolicy() == CreationPolicy.UNKNOWN) {
      violations.unknownValue("spec.policy.creationPolicy");
      return;
    }
    boolean adopts = policy.creationPolicy() == CreationPolicy.ADOPT;
    if (adopts != (policy.adopt() != null)) {
      violations.add("spec.policy.adopt", "must be set with creationPolicy Adopt, and only then");
    } else if (adopts
        && policy.adopt().enforcedId() == null
        && policy.adopt().observeId() == null) {
      violations.add("spec.policy.adopt", "must give enforcedId, observeId or both");
    }
  }

  private void checkPolicies(TokenProtectionRolloutSpec spec) {
    check(spec.onGateFailure(), "spec.onGateFailure", violations);
    if (spec.driftPolicy() == DriftPolicy.UNKNOWN) {
      violations.unknownValue("spec.driftPolicy");
    }
    switch (spec.applyPolicy()) {
      case null -> {}
      case AUTOMATIC, OBSERVE -> {}
      case UNKNOWN -> violations.unknownValue("spec.applyPolicy");
    }
    if (spec.deletionPolicy() == DeletionPolicy.UNKNOWN) {
      violations.unknownValue("spec.deletionPolicy");
    }
  }

  static void check(GateFailureAction action, String path, Violations violations) {
    if (action == GateFailureAction.UNKNOWN) {
      violations.unknownValue(path);
    }
  }
}
