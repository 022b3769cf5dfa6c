package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.BindingMetric;
import dev.tokenprotection.api.v1alpha1.BindingScope;
import dev.tokenprotection.api.v1alpha1.BindingSuccess;
import dev.tokenprotection.api.v1alpha1.BindingUnit;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.Profile;
import dev.tokenprotection.api.v1alpha1.SilentApplications;
import dev.tokenprotection.api.v1alpha1.StageState;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.kubernetes.mapping.GateMapping;
import java.time.Duration;

/** The gates of a rollout, each on its own and then merged with what it inherits. */
final class GateChecks {
  /**
   * How long the sign-in logs are kept with Entra ID P1. Source: Microsoft Entra, "Microsoft Entra
   * data retention", section "How long does Microsoft Entra ID store the data?".
   */
  private static final Duration RETENTION = Duration.ofDays(30);

  /** The window is counted in seven slots of whole seconds. */
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(7);

  private final Violations violations;

  GateChecks(Violations violations) {
    this.violations = violations;
  }

  void check(TokenProtectionRolloutSpec spec) {
    int before = violations.all().size();
    if (spec.gate() != null) {
      check(spec.gate(), spec.profile(), "spec.gate");
    }
    for (int i = 0; i < spec.stages().size(); i++) {
      Gate gate = spec.stages().get(i).gate();
      if (gate != null) {
        check(gate, spec.profile(), "spec.stages[" + i + "].gate");
      }
    }
    boolean readable =
        violations.all().size() == before
            && spec.stages().stream().noneMatch(s -> s.state() == StageState.UNKNOWN);
    for (int i = 0; readable && i < spec.stages().size(); i++) {
      checkMerged(spec, i);
    }
  }

  private void check(Gate gate, Profile profile, String path) {
    if (gate.bindingSuccess() != null) {
      check(gate.bindingSuccess(), profile, path + ".bindingSuccess");
    }
    if (gate.applicationsWithoutSignIns() == SilentApplications.UNKNOWN) {
      violations.unknownValue(path + ".applicationsWithoutSignIns");
    }
  }

  private void check(BindingSuccess success, Profile profile, String path) {
    if (success.metric() == BindingMetric.UNKNOWN) {
      violations.unknownValue(path + ".metric");
    }
    if (success.metric() == BindingMetric.ENFORCEABLE && profile == Profile.WINDOWS_NATIVE) {
      violations.add(
          path + ".metric",
          "Enforceable goes only with profile AppleNative, where users mend some sign-ins"
              + " themselves; use Allowed or remove the field");
    }
    if (success.unit() == BindingUnit.UNKNOWN) {
      violations.unknownValue(path + ".unit");
    }
    if (success.scope() == BindingScope.UNKNOWN) {
      violations.unknownValue(path + ".scope");
    }
  }

  private void checkMerged(TokenProtectionRolloutSpec spec, int index) {
    String path =
        spec.stages().get(index).gate() == null ? "spec.gate" : "spec.stages[" + index + "].gate";
    GateCriteria criteria;
    try {
      criteria = GateMapping.criteria(spec, index);
    } catch (IllegalArgumentException e) {
      violations.add(
          path, "together with what is inherited and with the defaults, " + e.getMessage());
      return;
    }
    if (criteria.evidenceWindow().compareTo(SHORTEST_WINDOW) < 0) {
      violations.add(path + ".evidenceWindow", "must be at least 7s");
    }
    if (criteria.evidenceWindow().compareTo(RETENTION) > 0) {
      violations.add(
          path + ".evidenceWindow", "must not be above 30d, for which sign-in logs are kept");
    }
    if (criteria.pace().evaluationInterval().isZero()) {
      violations.add(path + ".evaluationInterval", "must be longer than zero");
    }
  }
}
