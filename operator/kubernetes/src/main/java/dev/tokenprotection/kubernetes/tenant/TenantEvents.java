package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantStatus;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import java.util.List;
import java.util.Optional;

/** Tells of an EntraTenant when something changed, not each time it was looked at. */
final class TenantEvents {
  private final EventRecorder recorder;

  TenantEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * @param before the resource as it was read, with the status that it had
   * @param after the status that it has now
   */
  void changed(EntraTenant before, EntraTenantStatus after) {
    tellStop(before, after);
    List<Condition> old =
        before.getStatus() == null || before.getStatus().conditions() == null
            ? List.of()
            : before.getStatus().conditions();
    Condition ready = find(after.conditions(), ConditionType.READY).orElseThrow();
    Optional<Condition> readyBefore = find(old, ConditionType.READY);
    if (readyBefore.filter(c -> says(c, ready)).isPresent()) {
      return;
    }
    boolean breakGlass =
        find(after.conditions(), ConditionType.BREAK_GLASS_VERIFIED)
            .filter(c -> c.reason().equals(ready.reason()))
            .isPresent();
    EventReason reason =
        ready.status().equals("True")
            ? EventReason.TENANT_CONNECTED
            : breakGlass ? EventReason.BREAK_GLASS_UNVERIFIED : EventReason.TENANT_FAILED;
    recorder.record(before, reason, ready.message());
  }

  private void tellStop(EntraTenant before, EntraTenantStatus after) {
    LatchedEmergency old = before.getStatus() == null ? null : before.getStatus().emergency();
    if (after.emergency() != null && !after.emergency().equals(old)) {
      recorder.record(
          before, EventReason.EMERGENCY_STOPPED, TenantStatus.stopped(after.emergency().by()));
    }
  }

  private static boolean says(Condition old, Condition current) {
    return old.status().equals(current.status()) && old.reason().equals(current.reason());
  }

  private static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions.stream().filter(c -> c.type().equals(type.apiName())).findFirst();
  }
}
