package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;

/**
 * The evidence that is needed to leave a stage: spec.gate, merged and typed.
 *
 * @param bindingSuccess thresholds of the ratio
 * @param minSignIns counted sign-ins in the window
 * @param minUsers users with counted sign-ins in the window
 * @param minCoverage share of the cohort's active users that was seen since the start
 * @param minActiveDays UTC dates with counted sign-ins since the start: like coverage it tells how
 *     well the stage was watched, not how it does now, so a short window does not forbid it
 * @param maxBlockedUsers users who may be locked out; a share is one of the users seen since the
 *     start
 * @param evidenceWindow length of the window
 * @param settleTime how long writes take to become effective everywhere
 * @param pace when and how often the gate must have passed; kept by the stage machine
 */
public record GateCriteria(
    BindingSuccess bindingSuccess,
    long minSignIns,
    long minUsers,
    Share minCoverage,
    int minActiveDays,
    CountOrShare maxBlockedUsers,
    Duration evidenceWindow,
    SettleTime settleTime,
    Pace pace) {

  /** The values that hold where the spec says nothing and the next stage is report-only. */
  public static final GateCriteria DEFAULT =
      new GateCriteria(
          BindingSuccess.DEFAULT,
          500,
          20,
          Share.ofPercent(60),
          5,
          new CountOrShare.OfWhole(Share.ofPercent(2)),
          Duration.ofDays(7),
          SettleTime.DEFAULT,
          Pace.DEFAULT);

  /** The default of {@link #minCoverage} where the next stage is enforced. */
  public static final Share MIN_COVERAGE_BEFORE_ENFORCING = Share.ofPercent(90);

  public GateCriteria {
    if (minSignIns < 0 || minUsers < 0 || minActiveDays < 0) {
      throw new IllegalArgumentException("floors are not negative");
    }
  }

  /** Which sign-ins are good. */
  public Metric metric() {
    return bindingSuccess.metric();
  }

  /**
   * How long writes take to become effective everywhere. Source: Microsoft Entra, "Continuous
   * access evaluation", section "Group membership and policy update effective time".
   *
   * @param policy after a policy write
   * @param membership after a user joined a group
   */
  public record SettleTime(Duration policy, Duration membership) {
    public static final SettleTime DEFAULT =
        new SettleTime(Duration.ofHours(2), Duration.ofHours(24));
  }

  /**
   * When and how often the gate must have passed before a stage is left.
   *
   * @param requiredSoakTime least time in the stage
   * @param evaluationInterval time between two evaluations
   * @param consecutiveSuccessLimit successes in a row that are needed
   * @param failureLimit failures that are tolerated
   * @param consecutiveErrorLimit errors in a row that are tolerated
   * @param progressDeadline most time in the stage
   * @param minApprovals approvals that are needed
   */
  public record Pace(
      Duration requiredSoakTime,
      Duration evaluationInterval,
      int consecutiveSuccessLimit,
      int failureLimit,
      int consecutiveErrorLimit,
      Duration progressDeadline,
      int minApprovals) {
    public static final Pace DEFAULT =
        new Pace(Duration.ofHours(72), Duration.ofMinutes(15), 3, 0, 4, Duration.ofDays(30), 0);
  }
}
