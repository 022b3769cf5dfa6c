package dev.tokenprotection.kubernetes.mapping;

import dev.tokenprotection.api.v1alpha1.Breaker;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.model.CountOrShare;
import java.time.Duration;

/**
 * When the enforced policy goes to report-only at once (spec.breaker).
 *
 * @param maxBlockedUsers distinct blocked users that are tolerated
 * @param within the time within which they are counted
 */
public record BreakerRules(CountOrShare maxBlockedUsers, Duration within) {
  /** The values that hold where the spec says nothing. */
  public static final BreakerRules DEFAULT =
      new BreakerRules(new CountOrShare.Count(5), Duration.ofHours(1));

  /**
   * The rules of a spec that is not accepted, as far as they can be read; else the defaults.
   *
   * @param spec null when there is none
   */
  public static BreakerRules asReadable(TokenProtectionRolloutSpec spec) {
    try {
      return spec == null ? DEFAULT : of(spec.breaker());
    } catch (IllegalArgumentException notReadable) {
      return DEFAULT;
    }
  }

  static BreakerRules of(Breaker breaker) {
    if (breaker == null) {
      return DEFAULT;
    }
    return new BreakerRules(
        GateMapping.countOrShare(breaker.maxBlockedUsers(), DEFAULT.maxBlockedUsers()),
        breaker.within() == null ? DEFAULT.within() : TimeSpans.parse(breaker.within()));
  }
}
