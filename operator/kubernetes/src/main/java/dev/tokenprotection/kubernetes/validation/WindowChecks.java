package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.PromotionWindow;
import dev.tokenprotection.api.v1alpha1.WindowKind;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import dev.tokenprotection.kubernetes.schedule.CronSchedule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** The promotion windows of a rollout: their cron expressions, durations and time zones. */
final class WindowChecks {
  private final Violations violations;

  WindowChecks(Violations violations) {
    this.violations = violations;
  }

  /**
   * @param windows null for none
   */
  void check(List<PromotionWindow> windows) {
    for (int i = 0; windows != null && i < windows.size(); i++) {
      check(windows.get(i), "spec.promotionWindows[" + i + "]");
    }
  }

  private void check(PromotionWindow window, String path) {
    if (window.kind() == WindowKind.UNKNOWN) {
      violations.unknownValue(path + ".kind");
    }
    checkCron(window.cron(), path + ".cron");
    if (TimeSpans.parse(window.duration()).isZero()) {
      violations.add(path + ".duration", "must be longer than zero");
    }
    if (window.timezone() != null && !ZoneId.getAvailableZoneIds().contains(window.timezone())) {
      violations.add(
          path + ".timezone",
          "is no time zone of the IANA database; write a name such as Europe/London, with its"
              + " capitals");
    }
  }

  private void checkCron(String cron, String path) {
    try {
      CronSchedule.parse(cron, ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      violations.add(
          path,
          e.getMessage()
              + "; write minute, hour, day of month, month and day of week, such as 0 9 * *"
              + " MON-THU");
    }
  }
}
