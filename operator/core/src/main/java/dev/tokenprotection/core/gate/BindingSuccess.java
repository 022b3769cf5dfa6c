package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Share;

/**
 * The thresholds of spec.gate.bindingSuccess.
 *
 * @param promoteAtOrAbove the measured ratio that is good enough
 * @param failBelow the true ratio that is not good enough
 * @param confidence how sure to be that the true ratio is not below {@code failBelow}
 * @param metric which sign-ins are good; the evidence must have been counted with the same
 * @param unit what the measured ratio is a ratio of
 * @param scope whether applications are judged one by one
 * @param silentApplications what an application without sign-ins means
 */
public record BindingSuccess(
    Share promoteAtOrAbove,
    Share failBelow,
    Share confidence,
    Metric metric,
    RatioUnit unit,
    GateScope scope,
    SilentApplications silentApplications) {

  /** The values that hold where the spec says nothing. */
  public static final BindingSuccess DEFAULT =
      new BindingSuccess(
          Share.ofPercent(99),
          Share.ofPercent(90),
          Share.ofPercent(95),
          Metric.ALLOWED,
          RatioUnit.USERS,
          GateScope.EACH_APPLICATION,
          SilentApplications.HOLD);

  public BindingSuccess {
    if (failBelow.compareTo(promoteAtOrAbove) > 0) {
      throw new IllegalArgumentException(
          "failBelow ("
              + failBelow
              + ") must not be above promoteAtOrAbove ("
              + promoteAtOrAbove
              + ")");
    }
    if (confidence.compareTo(Share.ofPercent(50)) < 0
        || confidence.compareTo(Share.ofPercent(100)) >= 0) {
      throw new IllegalArgumentException(
          "confidence (" + confidence + ") must be at least 50% and below 100%");
    }
  }
}
