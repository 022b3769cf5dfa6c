package dev.tokenprotection.kubernetes.tenant;

import static dev.tokenprotection.kubernetes.condition.ConditionType.TELEMETRY_HEALTHY;

import dev.tokenprotection.core.gate.Freshness;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Conditions;
import dev.tokenprotection.kubernetes.evidence.Telemetry;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import java.time.Duration;
import java.util.List;

/**
 * Whether the sign-in logs can be judged by. Equal values tell a person the same.
 *
 * @param status whether they can
 * @param reason why, or why not
 * @param message the same for a person
 */
record TelemetryCondition(Status status, ConditionReason reason, String message) {
  /** The answer. */
  enum Status {
    HEALTHY,
    UNHEALTHY,
    NOT_KNOWN
  }

  /** Lags are told in steps: a condition that changes with every reading tells nothing. */
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1));

  static TelemetryCondition of(Telemetry telemetry) {
    return switch (telemetry) {
      case Telemetry.NotRead notRead ->
          new TelemetryCondition(
              Status.NOT_KNOWN, ConditionReason.CHECKING, "The sign-in logs are being read.");
      case Telemetry.Unreadable(Problem problem) ->
          new TelemetryCondition(
              Status.UNHEALTHY, ConditionReason.TELEMETRY_UNREADABLE, problem.sentence());
      case Telemetry.Silent silent ->
          new TelemetryCondition(
              Status.NOT_KNOWN,
              ConditionReason.NO_SIGN_INS,
              "The sign-in logs had no rows when they were read. If it stays, check them in Entra.");
      case Telemetry.Read read -> of(read);
    };
  }

  void addTo(Conditions conditions) {
    switch (status) {
      case HEALTHY -> conditions.isTrue(TELEMETRY_HEALTHY, reason, message);
      case UNHEALTHY -> conditions.isFalse(TELEMETRY_HEALTHY, reason, message);
      case NOT_KNOWN -> conditions.isUnknown(TELEMETRY_HEALTHY, reason, message);
    }
  }

  private static TelemetryCondition of(Telemetry.Read read) {
    if (read.withoutPolicies() == read.rows()) {
      return new TelemetryCondition(
          Status.UNHEALTHY,
          ConditionReason.APPLIED_POLICIES_MISSING,
          "No sign-in says which policies applied, as when the application may not read policies."
              + " Grant Policy.Read.All.");
    }
    if (read.withoutDetails() == read.rows()) {
      return new TelemetryCondition(
          Status.UNHEALTHY,
          ConditionReason.DETAILS_MISSING,
          "No sign-in carries tokenProtectionStatusDetails, so that nothing can be told from them."
              + " They are only in the beta sign-in log; check that the tenant collects them.");
    }
    if (lag(read).compareTo(Freshness.DEFAULT.maximumAge()) > 0) {
      return new TelemetryCondition(
          Status.UNHEALTHY,
          ConditionReason.TELEMETRY_LAGGING,
          "Sign-ins arrive only within " + step(lag(read)) + ", too late to judge by them.");
    }
    return new TelemetryCondition(
        Status.HEALTHY,
        ConditionReason.COLLECTED,
        "Interactive sign-ins arrive within "
            + step(read.interactiveLag())
            + ", others within "
            + step(read.nonInteractiveLag())
            + ", with binding details and applied policies.");
  }

  private static Duration lag(Telemetry.Read read) {
    return read.interactiveLag().compareTo(read.nonInteractiveLag()) > 0
        ? read.interactiveLag()
        : read.nonInteractiveLag();
  }

  private static String step(Duration lag) {
    return STEPS.stream()
        .filter(step -> step.compareTo(lag) >= 0)
        .findFirst()
        .map(TimeSpans::format)
        .orElse("more than a day");
  }
}
