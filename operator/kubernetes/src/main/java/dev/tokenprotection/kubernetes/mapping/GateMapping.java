package dev.tokenprotection.kubernetes.mapping;

import static dev.tokenprotection.kubernetes.mapping.Settings.member;
import static dev.tokenprotection.kubernetes.mapping.Settings.orElse;

import dev.tokenprotection.api.v1alpha1.Approval;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.gate.BindingSuccess;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.GateScope;
import dev.tokenprotection.core.gate.RatioUnit;
import dev.tokenprotection.core.gate.SilentApplications;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.stage.GateDefaults;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;

/** The gate of a stage, merged and with every default filled in. */
public final class GateMapping {
  private GateMapping() {}

  /**
   * The criteria of leaving the stage at {@code index}.
   *
   * @throws IllegalArgumentException when thresholds contradict each other once they are merged
   */
  public static GateCriteria criteria(TokenProtectionRolloutSpec spec, int index) {
    Gate gate = GateLayers.over(spec.stages().get(index).gate(), spec.gate());
    GateCriteria defaults = GateCriteria.DEFAULT;
    return new GateCriteria(
        bindingSuccess(gate),
        orElse(gate.minSignIns(), (int) defaults.minSignIns()),
        orElse(gate.minUsers(), (int) defaults.minUsers()),
        share(gate.minCoverage(), defaultCoverage(spec, index)),
        orElse(gate.minActiveDays(), defaults.minActiveDays()),
        countOrShare(gate.maxBlockedUsers(), defaults.maxBlockedUsers()),
        timeSpan(gate.evidenceWindow(), defaults.evidenceWindow()),
        new GateCriteria.SettleTime(
            timeSpan(gate.settleTime().policy(), defaults.settleTime().policy()),
            timeSpan(gate.settleTime().membership(), defaults.settleTime().membership())),
        pace(gate, defaults.pace()));
  }

  /** The criteria as status shows them: every field set. */
  public static Gate effective(GateCriteria criteria) {
    BindingSuccess success = criteria.bindingSuccess();
    GateCriteria.Pace pace = criteria.pace();
    return new Gate(
        new dev.tokenprotection.api.v1alpha1.BindingSuccess(
            success.promoteAtOrAbove().toString(),
            success.failBelow().toString(),
            success.confidence().toString(),
            metric(success.metric()),
            unit(success.unit()),
            scope(success.scope())),
        Math.toIntExact(criteria.minSignIns()),
        Math.toIntExact(criteria.minUsers()),
        criteria.minCoverage().toString(),
        criteria.minActiveDays(),
        intOrString(criteria.maxBlockedUsers()),
        silentApplications(success.silentApplications()),
        TimeSpans.format(criteria.evidenceWindow()),
        new dev.tokenprotection.api.v1alpha1.SettleTime(
            TimeSpans.format(criteria.settleTime().policy()),
            TimeSpans.format(criteria.settleTime().membership())),
        TimeSpans.format(pace.requiredSoakTime()),
        TimeSpans.format(pace.evaluationInterval()),
        pace.consecutiveSuccessLimit(),
        pace.failureLimit(),
        pace.consecutiveErrorLimit(),
        TimeSpans.format(pace.progressDeadline()),
        new Approval(pace.minApprovals()));
  }

  /** A limit that may be left out. */
  public static CountOrShare countOrShare(IntOrString limit, CountOrShare fallback) {
    if (limit == null) {
      return fallback;
    }
    return CountOrShare.parse(
        limit.getIntVal() == null ? limit.getStrVal() : limit.getIntVal().toString());
  }

  private static Share defaultCoverage(TokenProtectionRolloutSpec spec, int index) {
    int next = index + 1;
    return next < spec.stages().size()
        ? GateDefaults.minCoverageBefore(EnumMapping.stageState(spec.stages().get(next).state()))
        : GateCriteria.DEFAULT.minCoverage();
  }

  private static BindingSuccess bindingSuccess(Gate gate) {
    var layered = gate.bindingSuccess();
    BindingSuccess defaults = BindingSuccess.DEFAULT;
    return new BindingSuccess(
        share(layered.promoteAtOrAbove(), defaults.promoteAtOrAbove()),
        share(layered.failBelow(), defaults.failBelow()),
        share(layered.confidence(), defaults.confidence()),
        member(layered.metric(), EnumMapping::metric).orElse(defaults.metric()),
        member(layered.unit(), EnumMapping::unit).orElse(defaults.unit()),
        member(layered.scope(), EnumMapping::scope).orElse(defaults.scope()),
        member(gate.applicationsWithoutSignIns(), EnumMapping::silentApplications)
            .orElse(defaults.silentApplications()));
  }

  private static GateCriteria.Pace pace(Gate gate, GateCriteria.Pace defaults) {
    return new GateCriteria.Pace(
        timeSpan(gate.requiredSoakTime(), defaults.requiredSoakTime()),
        timeSpan(gate.evaluationInterval(), defaults.evaluationInterval()),
        orElse(gate.consecutiveSuccessLimit(), defaults.consecutiveSuccessLimit()),
        orElse(gate.failureLimit(), defaults.failureLimit()),
        orElse(gate.consecutiveErrorLimit(), defaults.consecutiveErrorLimit()),
        timeSpan(gate.progressDeadline(), defaults.progressDeadline()),
        orElse(gate.approval().minApprovals(), defaults.minApprovals()));
  }

  private static Share share(String percent, Share fallback) {
    return percent == null ? fallback : Share.parse(percent);
  }

  private static Duration timeSpan(String text, Duration fallback) {
    return text == null ? fallback : TimeSpans.parse(text);
  }

  private static IntOrString intOrString(CountOrShare limit) {
    return switch (limit) {
      case CountOrShare.Count(long count) -> new IntOrString(Math.toIntExact(count));
      case CountOrShare.OfWhole(Share share) -> new IntOrString(share.toString());
    };
  }

  private static dev.tokenprotection.api.v1alpha1.BindingMetric metric(Metric metric) {
    return switch (metric) {
      case ALLOWED -> dev.tokenprotection.api.v1alpha1.BindingMetric.ALLOWED;
      case ENFORCEABLE -> dev.tokenprotection.api.v1alpha1.BindingMetric.ENFORCEABLE;
    };
  }

  private static dev.tokenprotection.api.v1alpha1.BindingUnit unit(RatioUnit unit) {
    return switch (unit) {
      case USERS -> dev.tokenprotection.api.v1alpha1.BindingUnit.USERS;
      case SIGN_INS -> dev.tokenprotection.api.v1alpha1.BindingUnit.SIGN_INS;
    };
  }

  private static dev.tokenprotection.api.v1alpha1.BindingScope scope(GateScope scope) {
    return switch (scope) {
      case EACH_APPLICATION -> dev.tokenprotection.api.v1alpha1.BindingScope.EACH_APPLICATION;
      case TOTAL -> dev.tokenprotection.api.v1alpha1.BindingScope.TOTAL;
    };
  }

  private static dev.tokenprotection.api.v1alpha1.SilentApplications silentApplications(
      SilentApplications silent) {
    return switch (silent) {
      case HOLD -> dev.tokenprotection.api.v1alpha1.SilentApplications.HOLD;
      case IGNORE -> dev.tokenprotection.api.v1alpha1.SilentApplications.IGNORE;
    };
  }
}
