package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.event.EventReason;
import java.util.function.Supplier;

/** What is remembered when a rollout goes back to report-only. */
final class Stopped {
  private Stopped() {}

  /** Where a rollout is that goes back now. */
  static Progress.AtStage from(RolloutScope scope, Supplier<String> ids) {
    return switch (scope.memory().progress()) {
      case Progress.NotStarted notStarted -> Progress.AtStage.begin(0, ids.get(), scope.now());
      case Progress.AtStage at -> at;
      case Progress.FellBack(Progress.AtStage from, Latch latch) -> from;
      case Progress.Completed completed -> completed.last(scope.stageName(completed.stage()));
    };
  }

  static void remember(RolloutScope scope, Progress.FellBack fellBack) {
    Latch latch = fellBack.latch();
    if (latch.cause() == Latch.Cause.EMERGENCY_STOP && !latch.by().equals(HandsPhase.FIELD)) {
      scope
          .memory()
          .handle(
              new HandledToken(
                  StopOrder.annotationOf(latch.by()),
                  latch.by(),
                  scope.now(),
                  HandsPhase.EXECUTED,
                  null));
    }
    scope
        .memory()
        .ended(
            new HistoryEntry(
                scope.stageName(fellBack.from().stage()),
                fellBack.from().attempt(),
                fellBack.from().startedAt(),
                latch.at(),
                "Stopped",
                latch.message(),
                latch.by(),
                null));
    scope.memory().progress(fellBack);
    scope.tell(
        latch.cause() == Latch.Cause.EMERGENCY_STOP
            ? EventReason.EMERGENCY_STOPPED
            : EventReason.REPORT_ONLY,
        latch.message() + whatIsWritten(scope));
  }

  private static String whatIsWritten(RolloutScope scope) {
    return scope.onlyLooksOn()
        ? " Nothing was written, since applyPolicy is Observe: what is enforced in Entra stays so."
        : "";
  }
}
